namespace Sans.Configuration.Parsing;

/// <summary>Paths as text, with <c>/</c> between folders on every system. Nothing is looked up on disk.</summary>
internal static class FilePath
{
    /// <summary>The path with <c>/</c> between folders.</summary>
    public static string Normal(string path) => path.Replace('\\', '/');

    /// <summary>The folder of a file, or empty for a bare name.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is > -1 and var slash ? path.Substring(0, slash) : "";

    /// <summary>The name of a file, without its folder.</summary>
    public static string Name(string path) => path.Substring(path.LastIndexOf('/') + 1);

    /// <summary>Whether a path starts from the root of a disk, so that its meaning depends on the machine.</summary>
    public static bool IsRooted(string path) => path.StartsWith("/", StringComparison.Ordinal) || path.Contains(':');

    /// <summary>
    /// The path of <paramref name="target"/>, which is relative to the folder of the file <paramref name="from"/>.
    /// </summary>
    public static string Beside(string from, string target)
    {
        List<string> parts = Normal(from).Split('/').ToList();
        parts.RemoveAt(parts.Count - 1);
        foreach (string part in Normal(target).Split('/'))
        {
            bool canClimb = parts.Count > 0 && parts[parts.Count - 1] is not (".." or "" or ".");
            if (part == ".." && canClimb)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
