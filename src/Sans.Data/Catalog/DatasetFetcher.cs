using Sans.Configuration;
using Sans.Data.Wfdb;

namespace Sans.Data.Catalog;

/// <summary>Fetches datasets: the files that the catalogue names, and for PhysioNet the record that the paper used, with the files that its header names.</summary>
/// <param name="files">Fetches a file.</param>
/// <param name="folder">The data folder.</param>
/// <param name="progress">Is told how it goes.</param>
public sealed class DatasetFetcher(FileFetcher files, DataFolder folder, IFetchProgress progress)
{
    /// <summary>Fetches what is not there.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="cancellationToken">Stops; what has come is kept for the next time.</param>
    /// <exception cref="DatasetException">A file cannot be fetched, or is not what it should be.</exception>
    public async Task FetchAsync(CatalogDataset dataset, CancellationToken cancellationToken)
    {
        if (dataset.Database is not null)
        {
            await FetchRecordAsync(dataset.Database, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (CatalogFile file in dataset.Files)
        {
            await FetchMissingAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FetchRecordAsync(string database, CancellationToken cancellationToken)
    {
        string record = await RecordOf(database, cancellationToken).ConfigureAwait(false);
        CatalogFile header = File(database, record + ".hea");
        await FetchMissingAsync(header, cancellationToken).ConfigureAwait(false);
        WfdbHeader content = WfdbHeaderReader.Read(header.In(folder));
        if (content.Segments.Count > 0)
        {
            throw new DatasetException($"{header.Path}: a record of several segments is not fetched; fetch its files by hand");
        }

        int slash = record.LastIndexOf('/') + 1;
        foreach (string name in content.Signals.Select(s => s.FileName).Distinct())
        {
            CatalogFile data = File(database, record[..slash] + name);
            await FetchMissingAsync(data, cancellationToken).ConfigureAwait(false);
            RequireFit(content, data);
        }
    }

    /// <summary>The record of the paper as we know it, checked against the list of the database.</summary>
    private async Task<string> RecordOf(string database, CancellationToken cancellationToken)
    {
        string? known = PhysioNetDatabases.Find(database)?.FirstRecord;
        CatalogFile list = File(database, PhysioNetSource.RecordList);
        try
        {
            await FetchMissingAsync(list, cancellationToken).ConfigureAwait(false);
        }
        catch (DatasetException e) when (known is not null)
        {
            progress.Noted($"{database}: its record list cannot be had, so that record {known} is not checked against it ({e.Problems[^1]})");
            return known;
        }

        string first = PhysioNetSource.FirstRecord(folder.Combine(PhysioNetSource.Folder, database));
        if (known is null)
        {
            progress.Noted($"{database}: the record list begins with {first}, which is fetched");
        }
        else if (first != known)
        {
            progress.Noted($"{database}: the record list begins with {first}, not with {known} as this program believes; {known} is fetched, and 'record: {first}' in YAML takes the other");
        }

        return known ?? first;
    }

    private async Task FetchMissingAsync(CatalogFile file, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(file.In(folder)) && (file.Instead is null || !System.IO.File.Exists(file.Instead.In(folder))))
        {
            await files.FetchAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A file without a known digest is at least what its header promises; else it is taken away again.</summary>
    private void RequireFit(WfdbHeader header, CatalogFile data)
    {
        try
        {
            var record = WfdbRecord.Open(header.File);
            foreach (int signal in Enumerable.Range(0, header.Signals.Count).Where(s => header.Beside(header.Signals[s].FileName) == data.In(folder)))
            {
                record.ReadPhysical(signal, 0, 1, wholeFileBytes: long.MaxValue);
            }
        }
        catch (DatasetException)
        {
            System.IO.File.Delete(data.In(folder));
            throw;
        }
    }

    private static CatalogFile File(string database, string name) => DataCatalog.PhysioNetFile(DataCatalog.PhysioNetPath(database, name));
}
