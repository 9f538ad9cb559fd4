namespace Sans.Configuration.Parsing;

/// <summary>The source of the files that an experiment extends: the disk, the files of a build, or the catalogue of a build.</summary>
public interface IExperimentFiles
{
    /// <summary>The text of a file, or <see langword="null"/> where there is none.</summary>
    /// <param name="path">Its path, with <c>/</c> between folders.</param>
    string? Read(string path);

    /// <summary>Whether a file may be read. An experiment cannot read files outside its project.</summary>
    /// <param name="path">Its path, with <c>/</c> between folders.</param>
    bool IsWithin(string path);

    /// <summary>The names of the YAML files of a folder, for suggestions.</summary>
    /// <param name="folder">Its path, or empty for the root of all paths.</param>
    IEnumerable<string> NamesIn(string folder);
}

/// <summary>A file and its text.</summary>
/// <param name="File">Its path, with <c>/</c> between folders.</param>
/// <param name="Text">The text of the file.</param>
public sealed record SourceFile(string File, string Text);

/// <summary>A few files in memory.</summary>
/// <param name="files">The files.</param>
/// <param name="others">Paths of files that exist but are not read, for suggestions.</param>
public sealed class SourceFiles(IReadOnlyList<SourceFile> files, IReadOnlyList<string>? others = null) : IExperimentFiles
{
    /// <summary>No files.</summary>
    public static SourceFiles None { get; } = new([]);

    /// <inheritdoc/>
    public string? Read(string path) => files.FirstOrDefault(f => f.File == path)?.Text;

    /// <inheritdoc/>
    public bool IsWithin(string path) => true;

    /// <inheritdoc/>
    public IEnumerable<string> NamesIn(string folder) => files
        .Select(f => f.File)
        .Concat(others ?? [])
        .Where(path => FilePath.Folder(path) == folder)
        .Select(FilePath.Name);
}
