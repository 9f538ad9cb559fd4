using Sans.Configuration.Schema;
using Sans.Data.Formats.Wfdb;

namespace Sans.Data.Catalog;

/// <summary>The state of a dataset's files in the data folder.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Files">The files that it needs, and those that were fetched for it.</param>
public sealed record DatasetStatus(CatalogDataset Dataset, IReadOnlyList<FileStatus> Files)
{
    /// <summary>Whether all needed files exist, with the sizes that are known.</summary>
    public bool IsThere => Files.All(f => f.IsThere || !f.IsNeeded);

    /// <summary>Reads the data folder.</summary>
    /// <exception cref="DatasetException">The record of digests or a header cannot be read, or a folder cannot be entered.</exception>
    public static DatasetStatus Of(CatalogDataset dataset, DataFolder folder)
    {
        IReadOnlyDictionary<string, string> recorded = new DigestRecord(folder).Read();
        if (dataset.Database is null)
        {
            return new DatasetStatus(dataset, [.. dataset.Files.Select(f => FileStatus.Of(f, folder, recorded, isNeeded: true))]);
        }

        string[] needed = [.. NeededFiles(dataset.Database, folder).Select(file => DataCatalog.PhysioNetPath(dataset.Database, file))];
        IEnumerable<string> fetched = recorded.Keys.Where(
            path => path.StartsWith(DataCatalog.PhysioNetPath(dataset.Database, ""), StringComparison.Ordinal));
        var files = needed.Concat(dataset.Files.Select(f => f.Path)).Concat(fetched).Distinct()
            .Select(path => FileStatus.Of(DataCatalog.PhysioNetFile(path), folder, recorded, needed.Contains(path)))
            .Where(f => f.IsNeeded || f.Bytes is not null);
        return new DatasetStatus(dataset, [.. files]);
    }

    /// <summary>
    /// The header of the paper's record, and the existing files that it names. The record list is among them where only it
    /// names the record.
    /// </summary>
    private static IEnumerable<string> NeededFiles(string database, DataFolder folder)
    {
        string? record = PhysioNetDatabases.Find(database)?.FirstRecord;
        if (record is null)
        {
            yield return PhysioNetSource.RecordList;
            string list = folder.Combine(PhysioNetSource.Folder, database, PhysioNetSource.RecordList);
            if (!DataFile.Exists(list))
            {
                yield break;
            }

            record = PhysioNetSource.FirstRecord(list);
        }

        yield return record + ".hea";
        string header = DataCatalog.PhysioNetFile(DataCatalog.PhysioNetPath(database, record + ".hea")).In(folder);
        if (DataFile.Exists(header))
        {
            foreach (string name in WfdbHeaderReader.Read(header).SignalFiles)
            {
                yield return record[..(record.LastIndexOf('/') + 1)] + name;
            }
        }
    }
}

/// <summary>The state of one file.</summary>
/// <param name="Path">The path in the data folder, in the form that exists.</param>
/// <param name="File">The file on this machine.</param>
/// <param name="Bytes">Its size, or <see langword="null"/> where it does not exist.</param>
/// <param name="PublishedBytes">The published size, or <see langword="null"/> where it is not known.</param>
/// <param name="Expected">The expected SHA-256, or <see langword="null"/> where none is known.</param>
/// <param name="IsPublished">Whether that digest is the published one. If not, it is that of the first fetch.</param>
/// <param name="IsNeeded">Whether the dataset cannot be used without it.</param>
public sealed record FileStatus(
    string Path, string File, long? Bytes, long? PublishedBytes, string? Expected, bool IsPublished, bool IsNeeded)
{
    /// <summary>Whether the file exists with the published size.</summary>
    public bool IsThere => Bytes is not null && (PublishedBytes is null || Bytes == PublishedBytes);

    internal static FileStatus Of(CatalogFile file, DataFolder folder, IReadOnlyDictionary<string, string> recorded, bool isNeeded)
    {
        file = file.Instead.Prepend(file).FirstOrDefault(f => DataFile.Exists(f.In(folder))) ?? file;
        string path = System.IO.Path.GetFullPath(file.In(folder));
        return new FileStatus(
            file.Path,
            path,
            DataFile.SizeOf(path),
            file.Bytes,
            file.Sha256 ?? recorded.GetValueOrDefault(file.Path),
            file.Sha256 is not null,
            isNeeded);
    }
}
