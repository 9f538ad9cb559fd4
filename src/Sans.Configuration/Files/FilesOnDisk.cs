namespace Sans.Configuration;

/// <summary>The files that an experiment on disk can extend: those of the project that it belongs to, else those of its own folder and the folders in it.</summary>
/// <param name="experiment">The file of the experiment.</param>
internal sealed class FilesOnDisk(string experiment) : IExperimentFiles
{
    private readonly string _root = RootOf(Path.GetDirectoryName(Path.GetFullPath(experiment))!);

    /// <inheritdoc/>
    public bool IsWithin(string path) => Path.GetFullPath(path).StartsWith(_root, StringComparison.Ordinal);

    /// <inheritdoc/>
    public string? Read(string path) => File.Exists(path) ? ExperimentFile.ReadText(path) : null;

    /// <inheritdoc/>
    public IEnumerable<string> NamesIn(string folder)
    {
        string existing = folder.Length == 0 ? "." : folder;
        return Directory.Exists(existing) ? Directory.EnumerateFiles(existing, "*.yaml").Select(f => Path.GetFileName(f)) : [];
    }

    /// <summary>The nearest folder above that holds a project; the folder itself where none does.</summary>
    private static string RootOf(string folder)
    {
        for (DirectoryInfo? above = new(folder); above is not null; above = above.Parent)
        {
            if (above.Exists && above.EnumerateFiles("*.csproj").Any())
            {
                return Below(above.FullName);
            }
        }

        return Below(folder);
    }

    private static string Below(string folder) => folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
}
