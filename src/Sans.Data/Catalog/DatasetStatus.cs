namespace Sans.Data.Catalog;

/// <summary>How the files of a dataset stand in the data folder.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Files">Its files, those of the catalogue and those fetched before.</param>
public sealed record DatasetStatus(CatalogDataset Dataset, IReadOnlyList<FileStatus> Files)
{
    /// <summary>Whether all files that are known are there; a record of PhysioNet is there with a header and what it names.</summary>
    public bool IsThere => Files.Count > 0 && Files.All(f => f.Bytes is not null);

    /// <summary>Looks at the data folder.</summary>
    /// <exception cref="DatasetException">The record of digests cannot be read.</exception>
    public static DatasetStatus Of(CatalogDataset dataset, DataFolder folder)
    {
        IReadOnlyDictionary<string, string> recorded = new DigestRecord(folder).Read();
        IEnumerable<CatalogFile> fetched = dataset.Database is null ? [] : recorded.Keys
            .Where(path => path.StartsWith(DataCatalog.PhysioNetPath(dataset.Database, ""), StringComparison.Ordinal))
            .Select(DataCatalog.PhysioNetFile);
        IEnumerable<CatalogFile> all = dataset.Files.Concat(fetched).DistinctBy(f => f.Path);
        return new DatasetStatus(dataset, [.. all.Select(f => FileStatus.Of(f, folder, recorded))]);
    }
}

/// <summary>How one file stands.</summary>
/// <param name="Path">The path in the data folder, of the form that is there.</param>
/// <param name="File">The file on this machine.</param>
/// <param name="Bytes">Its size; <see langword="null"/> where it is not there.</param>
/// <param name="Expected">The SHA-256 that it should have; <see langword="null"/> where none is known.</param>
/// <param name="IsPublished">Whether that is the published one, rather than the one it had when it was first fetched.</param>
public sealed record FileStatus(string Path, string File, long? Bytes, string? Expected, bool IsPublished)
{
    internal static FileStatus Of(CatalogFile file, DataFolder folder, IReadOnlyDictionary<string, string> recorded)
    {
        if (file.Instead is { } other && !System.IO.File.Exists(file.In(folder)) && System.IO.File.Exists(other.In(folder)))
        {
            return Of(other, folder, recorded);
        }

        FileInfo there = new(file.In(folder));
        return new FileStatus(file.Path, there.FullName, there.Exists ? there.Length : null, file.Sha256 ?? recorded.GetValueOrDefault(file.Path), file.Sha256 is not null);
    }
}
