using System.Text;
using System.Text.RegularExpressions;
using Sans.Configuration.Schema;

namespace Sans.Data.Recordings;

/// <summary>Finds the files of a pattern below a folder.</summary>
internal static class FilePattern
{
    private const string SubjectGroup = "subject";

    /// <summary>The files, in the order of their names. A file that two patterns match occurs once.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="patterns">The checked patterns.</param>
    /// <exception cref="MissingDataException">No file matches.</exception>
    /// <exception cref="DatasetException">A folder cannot be listed.</exception>
    public static IReadOnlyList<FoundFile> Find(string root, IEnumerable<string> patterns)
    {
        SortedDictionary<string, FoundFile> found = new(StringComparer.Ordinal);
        foreach (string pattern in patterns)
        {
            bool isAny = false;
            Regex regex = ToRegex(pattern);
            foreach (string path in Candidates(root, pattern))
            {
                if (regex.Match(path) is { Success: true } match)
                {
                    isAny = true;
                    string? subject = match.Groups[SubjectGroup] is { Success: true } group ? group.Value : null;
                    found.TryAdd(path, new FoundFile(Path.Combine([root, .. path.Split('/')]), path, subject));
                }
            }

            if (!isAny)
            {
                throw new MissingDataException($"there is no file '{pattern}' in {root}{Nearby(root, pattern)}");
            }
        }

        return [.. found.Values];
    }

    /// <summary>The pattern as a regular expression over paths with '/'.</summary>
    internal static Regex ToRegex(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length;)
        {
            if (At("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 3;
            }
            else if (At("**"))
            {
                regex.Append(".*");
                i += 2;
            }
            else if (At(RecordingSchemas.Subject))
            {
                regex.Append($"(?<{SubjectGroup}>[^/]+?)");
                i += RecordingSchemas.Subject.Length;
            }
            else
            {
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
                i++;
            }

            bool At(string text) => string.CompareOrdinal(pattern, i, text, 0, text.Length) == 0;
        }

        return new Regex(regex.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>
    /// The paths below the folder that may match. Only the folders before the first wildcard are entered. Hidden files and
    /// folders and links to folders are skipped.
    /// </summary>
    private static IEnumerable<string> Candidates(string root, string pattern)
    {
        string[] parts = pattern.Split('/');
        string[] plain = [.. parts.TakeWhile(p => p.IndexOfAny(['*', '?', '{']) < 0)];
        if (plain.Length == parts.Length)
        {
            return DataFile.Exists(Path.Combine([root, .. parts])) ? [pattern] : [];
        }

        bool isDeep = pattern.Contains("**", StringComparison.Ordinal);
        int depth = isDeep ? int.MaxValue : parts.Length - plain.Length - 1;
        return Below(Path.Combine([root, .. plain]), string.Concat(plain.Select(p => p + "/")), depth);
    }

    private static IEnumerable<string> Below(string folder, string prefix, int depth)
    {
        if (DataFile.IsFolder(folder) != true)
        {
            yield break;
        }

        foreach (string file in DataFile.In(folder).Select(f => Path.GetFileName(f)).Where(f => !f.StartsWith('.')))
        {
            yield return prefix + file;
        }

        if (depth == 0)
        {
            yield break;
        }

        foreach (string name in DataFile.FoldersIn(folder).Where(f => !f.StartsWith('.')))
        {
            foreach (string file in Below(Path.Combine(folder, name), $"{prefix}{name}/", depth - 1))
            {
                yield return file;
            }
        }
    }

    /// <summary>The names of files where the pattern looks, if there are few.</summary>
    private static string Nearby(string root, string pattern)
    {
        const int Most = 5;
        if (!pattern.Any(c => c is '*' or '?' or '{') && DataFile.IsFolder(Path.Combine([root, .. pattern.Split('/')])) == true)
        {
            return $"; '{pattern}' is a folder, and '{pattern}/*.csv' are the files in it that end in .csv";
        }

        string folder = Path.Combine([root, .. pattern.Split('/').SkipLast(1).TakeWhile(p => p.IndexOfAny(['*', '?', '{']) < 0)]);
        if (DataFile.IsFolder(folder) != true)
        {
            return $"; there is no folder {folder}";
        }

        string[] names = [.. DataFile.In(folder).Select(f => Path.GetFileName(f)).Take(Most + 1)];
        return names.Length == 0
            ? "" : $"; in {folder} there are {string.Join(", ", names.Take(Most))}{(names.Length > Most ? ", …" : "")}";
    }
}

/// <summary>A file that a pattern matched.</summary>
/// <param name="File">Its path on this machine.</param>
/// <param name="Name">Its path below the data folder, with '/'.</param>
/// <param name="Subject">The name of the subject in its path, or <see langword="null"/> where the pattern does not say.</param>
internal sealed record FoundFile(string File, string Name, string? Subject);
