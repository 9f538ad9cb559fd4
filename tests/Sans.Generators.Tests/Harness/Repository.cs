using System.Runtime.CompilerServices;

namespace Sans.Generators.Tests.Harness;

/// <summary>Where files of the repository lie.</summary>
internal static class Repository
{
    /// <summary>The full path of a file that is named from the root of the repository.</summary>
    public static string PathOf(string file) => Path.Combine(Root(), file);

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
