namespace Sans.Testing;

/// <summary>The place of the files of a snapshot.</summary>
internal static class SnapshotPlace
{
    /// <summary>Checks the name of a snapshot.</summary>
    /// <exception cref="ArgumentException">The name is empty or has a path separator or another character that no file has.</exception>
    public static void RequireName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.IndexOfAny([.. Path.GetInvalidFileNameChars(), '/', '\\']) is var wrong and >= 0)
        {
            throw new ArgumentException($"the name '{name}' has '{name[wrong]}'; a name of a snapshot is part of a file's name", nameof(name));
        }
    }

    /// <summary>The folder of a test file.</summary>
    /// <exception cref="ArgumentException">The path has no folder.</exception>
    /// <exception cref="SnapshotException">The folder does not exist.</exception>
    public static string FolderOf(string sourceFile)
    {
        string folder = Path.GetDirectoryName(sourceFile) is { Length: > 0 } some
            ? some
            : throw new ArgumentException($"'{sourceFile}' is not the path of a test file", nameof(sourceFile));
        return Directory.Exists(folder) ? folder : throw new SnapshotException(
            $"There is no folder {folder}. The compiler named {sourceFile} as the test file. Build without DeterministicSourcePaths, or "
                + "run the test where it was built.");
    }
}
