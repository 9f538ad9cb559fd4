using Sans.Configuration.Parsing;

namespace Sans.Configuration.Files;

/// <summary>
/// The files that an experiment on disk can extend. They are those of its project, or else those of its own folder and below.
/// </summary>
/// <param name="experiment">The file of the experiment.</param>
internal sealed class FilesOnDisk(string experiment) : IExperimentFiles
{
    private readonly string _root = RootOf(Path.GetDirectoryName(Path.GetFullPath(experiment))!);

    /// <inheritdoc/>
    public bool IsWithin(string path) => Path.GetFullPath(path).StartsWith(_root, StringComparison.Ordinal);

    /// <inheritdoc/>
    public string? Read(string path)
    {
        try
        {
            return Directory.Exists(path) ? null : ExperimentFile.ReadText(path);
        }
        catch (IOException e) when (e.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> NamesIn(string folder) => ProjectFolder.FilesIn(folder.Length == 0 ? "." : folder, "*.yaml");

    /// <summary>The nearest folder above that holds a project, or the folder itself where none does.</summary>
    private static string RootOf(string folder)
    {
        for (string? above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (ProjectFolder.Is(above))
            {
                return Below(above);
            }
        }

        return Below(folder);
    }

    private static string Below(string folder) => folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
}
