using Sans.Configuration.Schema;
using Sans.Data.Wfdb;

namespace Sans.Data.Catalog;

/// <summary>Fetches datasets: the files that the catalogue names, and for PhysioNet the record that the paper used, with the files that its header names.</summary>
/// <param name="files">Fetches a file.</param>
/// <param name="folder">The data folder.</param>
/// <param name="progress">Is told how it goes.</param>
public sealed class DatasetFetcher(FileFetcher files, DataFolder folder, IFetchProgress progress)
{
    /// <summary>Fetches what is not there, or has not the size that it should have.</summary>
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
            await FetchMissingAsync(file, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FetchRecordAsync(string database, CancellationToken cancellationToken)
    {
        string record = await RecordOf(database, cancellationToken).ConfigureAwait(false);
        CatalogFile header = File(database, record + ".hea");
        await FetchMissingAsync(header, RequireSingleSegment, cancellationToken).ConfigureAwait(false);
        WfdbHeader content = WfdbHeaderReader.Read(header.In(folder));
        int slash = record.LastIndexOf('/') + 1;
        foreach (string name in content.SignalFiles)
        {
            await FetchMissingAsync(File(database, record[..slash] + name), path => RequireFit(content, name, path), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The record of the paper as we know it, checked against the list of the database.</summary>
    private async Task<string> RecordOf(string database, CancellationToken cancellationToken)
    {
        string? known = PhysioNetDatabases.Find(database)?.FirstRecord;
        CatalogFile list = File(database, PhysioNetSource.RecordList);
        try
        {
            await FetchMissingAsync(list, path => PhysioNetSource.FirstRecord(path), cancellationToken).ConfigureAwait(false);
        }
        catch (DatasetException e) when (known is not null)
        {
            progress.Noted($"{database}: its record list cannot be had, so that record {known} is not checked against it ({e.Problems[^1]})");
            return known;
        }

        string first = PhysioNetSource.FirstRecord(list.In(folder));
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

    private async Task FetchMissingAsync(CatalogFile file, Action<string>? check, CancellationToken cancellationToken)
    {
        bool isThere = file.IsIn(folder) || file.Instead?.IsIn(folder) == true;
        if (!isThere)
        {
            await files.FetchAsync(file, check, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void RequireSingleSegment(string header)
    {
        if (WfdbHeaderReader.Read(header).Segments.Count > 0)
        {
            throw new DatasetException($"{header}: a record of several segments is not fetched; fetch its files by hand");
        }
    }

    /// <summary>A signal file without a known digest is at least what its header promises.</summary>
    private static void RequireFit(WfdbHeader header, string name, string path)
    {
        // The same header, as if it lay beside the file that has just come.
        WfdbHeader beside = header with
        {
            File = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(header.File)),
            Signals = [.. header.Signals.Where(s => s.FileName == name).Select(s => s with { FileName = Path.GetFileName(path) })],
        };
        for (int signal = 0; signal < beside.Signals.Count; signal++)
        {
            var record = WfdbRecord.Of(beside);
            record.ReadPhysical(signal, 0, 1, wholeFileBytes: long.MaxValue);
            if (record.Notes is [var note, ..])
            {
                throw new DatasetException($"{path}: {note}. The file is truncated; download it again");
            }
        }
    }

    private static CatalogFile File(string database, string name) => DataCatalog.PhysioNetFile(DataCatalog.PhysioNetPath(database, name));
}
