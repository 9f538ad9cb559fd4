namespace Sans.Data.Catalog;

/// <summary>A published dataset that can be fetched.</summary>
/// <param name="Name">The name in <c>sans data fetch NAME</c>.</param>
/// <param name="Title">The title in lists.</param>
/// <param name="License">The licence, as far as the source states it.</param>
/// <param name="Files">The files that the catalogue lists.</param>
/// <param name="Database">
/// The PhysioNet database whose record lists and headers name the other files, or <see langword="null"/> for none.
/// </param>
public sealed record CatalogDataset(string Name, string Title, string License, IReadOnlyList<CatalogFile> Files, string? Database = null)
{
    /// <summary>
    /// The records to fetch. Each entry is a name, a pattern, or all records of the list. <see langword="null"/> means
    /// the record of the paper.
    /// </summary>
    public IReadOnlyList<string>? Records { get; init; }
}

/// <summary>One file of a dataset.</summary>
/// <param name="Path">The path in the data folder, with <c>/</c> between folders.</param>
/// <param name="Sources">The addresses of the file, in order of preference.</param>
/// <param name="Bytes">The size in bytes, or <see langword="null"/> where it is not known.</param>
/// <param name="Sha256">The SHA-256 in hexadecimal, or <see langword="null"/> where it is not known.</param>
public sealed record CatalogFile(string Path, IReadOnlyList<string> Sources, long? Bytes, string? Sha256)
{
    /// <summary>Other forms or names of the same content, in order of preference. Each can replace the file.</summary>
    public IReadOnlyList<CatalogFile> Instead { get; init; } = [];

    /// <summary>The path in the data folder.</summary>
    public string In(DataFolder folder) => folder.Combine(Path.Split('/'));

    /// <summary>Whether the file exists, with the right size where that is known.</summary>
    public bool IsIn(DataFolder folder) => new FileInfo(In(folder)) is { Exists: true } file && (Bytes is null || file.Length == Bytes);
}
