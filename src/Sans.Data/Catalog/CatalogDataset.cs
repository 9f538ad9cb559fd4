namespace Sans.Data.Catalog;

/// <summary>A published dataset that can be fetched.</summary>
/// <param name="Name">Its name: <c>sans data fetch NAME</c>.</param>
/// <param name="Title">What it is.</param>
/// <param name="License">Under which terms, as far as the source says.</param>
/// <param name="Files">The files that are known beforehand.</param>
/// <param name="Database">
/// The PhysioNet database whose record lists and headers tell the other files, or <see langword="null"/> for none.
/// </param>
public sealed record CatalogDataset(string Name, string Title, string License, IReadOnlyList<CatalogFile> Files, string? Database = null)
{
    /// <summary>
    /// The records to fetch, each a name, a pattern or all of the list, or <see langword="null"/> for the one of the paper.
    /// </summary>
    public IReadOnlyList<string>? Records { get; init; }
}

/// <summary>One file of a dataset.</summary>
/// <param name="Path">Where it lies in the data folder, with <c>/</c> between folders.</param>
/// <param name="Sources">Where it can be had, the first one first.</param>
/// <param name="Bytes">Its size, or <see langword="null"/> where it is not known.</param>
/// <param name="Sha256">Its SHA-256, hexadecimal, or <see langword="null"/> where it is not known.</param>
/// <param name="Instead">The same content in another form, which serves as well.</param>
public sealed record CatalogFile(string Path, IReadOnlyList<string> Sources, long? Bytes, string? Sha256, CatalogFile? Instead = null)
{
    /// <summary>The path in the data folder.</summary>
    public string In(DataFolder folder) => folder.Combine(Path.Split('/'));

    /// <summary>Whether it is there, with the size that it should have where that is known.</summary>
    public bool IsIn(DataFolder folder) => new FileInfo(In(folder)) is { Exists: true } file && (Bytes is null || file.Length == Bytes);
}
