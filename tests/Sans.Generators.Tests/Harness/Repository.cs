using System.Runtime.CompilerServices;

namespace Sans.Generators.Tests.Harness;

/// <summary>The paths of files of the repository.</summary>
internal static class Repository
{
    /// <summary>The full path of a file, from its path below the root of the repository.</summary>
    public static string PathOf(string file) => Path.Combine(Root(), file);

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
