using System.IO.Enumeration;

namespace Sans.Tests.Shared;

/// <summary>
/// The files and folders below a folder. A linked folder is listed but not entered, because its link may lead back up
/// and make the walk endless.
/// </summary>
internal static class FileTree
{
    /// <summary>The files whose names match.</summary>
    /// <param name="folder">Where to begin.</param>
    /// <param name="pattern">A name with <c>*</c> and <c>?</c>.</param>
    /// <param name="depth">How many folders deep to look. 0 looks into <paramref name="folder"/> alone.</param>
    public static string[] Files(string folder, string pattern = "*", int depth = int.MaxValue) =>
        Walk(folder, pattern, depth, wantsFolders: false);

    /// <summary>The folders whose names match.</summary>
    /// <inheritdoc cref="Files"/>
    public static string[] Folders(string folder, string pattern = "*", int depth = int.MaxValue) =>
        Walk(folder, pattern, depth, wantsFolders: true);

    private static string[] Walk(string folder, string pattern, int depth, bool wantsFolders)
    {
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = depth,
            AttributesToSkip = default,
            IgnoreInaccessible = true,
        };
        FileSystemEnumerable<string> entries = new(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                entry.IsDirectory == wantsFolders && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. entries];
    }
}
