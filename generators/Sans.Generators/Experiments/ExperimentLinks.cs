using System.Collections.Immutable;
using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>Finds the files that each file extends, so that it is read again only when one of those changes.</summary>
internal static class ExperimentLinks
{
    /// <summary>The files that a text names.</summary>
    public static LinkedText Of(ExperimentText text) =>
        new(text, Guard.Run(() => new ValueList<string>(ExtendedFiles.TargetsOf(text.Path, text.Text)), _ => default));

    /// <summary>The files that are extended by others. An edit of another file leaves the list unchanged.</summary>
    public static ValueList<LinkedText> Extended(ImmutableArray<LinkedText> files)
    {
        HashSet<string> targets = new(files.SelectMany(f => f.Targets), StringComparer.Ordinal);
        return new(files
            .Where(f => targets.Contains(FilePath.Normal(f.Text.Path)))
            .OrderBy(f => f.Text.Path, StringComparer.Ordinal));
    }

    /// <summary>A file with all files that it extends, directly or not.</summary>
    public static ExperimentFiles Closure(LinkedText file, ValueList<LinkedText> extended, ValueList<string> paths)
    {
        Dictionary<string, LinkedText> byPath = extended
            .GroupBy(f => FilePath.Normal(f.Text.Path))
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal) { FilePath.Normal(file.Text.Path) };
        List<ExperimentText> bases = [];
        bool isWhole = true;
        Queue<string> open = new(file.Targets);
        while (open.Count > 0)
        {
            string path = open.Dequeue();
            if (!seen.Add(path))
            {
                continue;
            }

            isWhole &= byPath.TryGetValue(path, out LinkedText? found);
            if (found is not null)
            {
                bases.Add(found.Text);
                foreach (string target in found.Targets)
                {
                    open.Enqueue(target);
                }
            }
        }

        return new ExperimentFiles(file.Text, new(bases.OrderBy(b => b.Path, StringComparer.Ordinal)), isWhole ? default : paths);
    }
}
