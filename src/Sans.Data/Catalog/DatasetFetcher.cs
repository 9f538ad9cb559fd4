using System.Security.Cryptography;
using Sans.Configuration.Schema;
using Sans.Data.Formats.Wfdb;

namespace Sans.Data.Catalog;

/// <summary>
/// Fetches datasets: the files of the catalogue. For PhysioNet, these are the record of the paper and the files that its header
/// names.
/// </summary>
/// <param name="files">Fetches a file.</param>
/// <param name="folder">The data folder.</param>
/// <param name="progress">Receives the progress.</param>
public sealed class DatasetFetcher(FileFetcher files, DataFolder folder, IFetchProgress progress)
{
    private const string Digests = "SHA256SUMS.txt";

    private static readonly Dictionary<string, string> NoDigests = [];

    /// <summary>Fetches files that are missing or have the wrong size.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="cancellationToken">Stops the fetch. Received data are kept for the next time.</param>
    /// <exception cref="DatasetException">A file cannot be fetched, or has the wrong content.</exception>
    public async Task FetchAsync(CatalogDataset dataset, CancellationToken cancellationToken)
    {
        if (dataset is { Database: { } named, Records: { } records })
        {
            await FetchRecordsAsync(named, records, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (dataset.Database is { } database)
        {
            await FetchRecordAsync(
                database,
                await RecordOf(database, cancellationToken).ConfigureAwait(false),
                NoDigests,
                cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (CatalogFile file in dataset.Files)
        {
            await FetchMissingAsync(file, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FetchRecordsAsync(string database, IReadOnlyList<string> wishes, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> digests = await DigestsOf(database, cancellationToken).ConfigureAwait(false);
        List<string> records = [];
        foreach (string wish in wishes)
        {
            if (PathSchema.IsPath(wish) && wish != RecordingSchemas.AllRecords)
            {
                records.Add(wish);
                continue;
            }

            CatalogFile list = File(database, PhysioNetSource.RecordList);
            await FetchMissingAsync(list, path => PhysioNetSource.FirstRecord(path), cancellationToken).ConfigureAwait(false);
            records.AddRange(PhysioNetSource.Records(list.In(folder), wish));
        }

        foreach (string record in records.Distinct())
        {
            await FetchRecordAsync(database, record, digests, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The digests that a database publishes of its files, or none.</summary>
    private async Task<IReadOnlyDictionary<string, string>> DigestsOf(string database, CancellationToken cancellationToken)
    {
        CatalogFile sums = File(database, Digests);
        try
        {
            await FetchMissingAsync(sums, path => ReadDigests(path), cancellationToken).ConfigureAwait(false);
        }
        catch (DatasetException e)
        {
            progress.Noted($"{database}: its {Digests} cannot be fetched; files are not checked against it ({e.Problems[^1]})");
            return NoDigests;
        }

        return ReadDigests(sums.In(folder));
    }

    private static Dictionary<string, string> ReadDigests(string path)
    {
        string[] lines = DataFile.Read(path, stream =>
        {
            using StreamReader reader = new(stream);
            return reader.ReadToEnd().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();
        });
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        for (int i = 0; i < lines.Length; i++)
        {
            string[] parts = lines[i].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || parts[0].Length != 2 * SHA256.HashSizeInBytes || !parts[0].All(char.IsAsciiHexDigit))
            {
                throw new DatasetException(FormattableString.Invariant($"{path}({i + 1}): a line must be a SHA-256 digest and a path"));
            }

            digests[parts[1].TrimStart('*')] = parts[0].ToLowerInvariant();
        }

        return digests;
    }

    private async Task FetchRecordAsync(
        string database, string record, IReadOnlyDictionary<string, string> digests, CancellationToken cancellationToken)
    {
        CatalogFile header = Checked(record + ".hea");
        await FetchMissingAsync(header, RequireSingleSegment, cancellationToken).ConfigureAwait(false);
        WfdbHeader content = WfdbHeaderReader.Read(header.In(folder));
        int slash = record.LastIndexOf('/') + 1;
        foreach (string name in content.SignalFiles)
        {
            await FetchMissingAsync(
                Checked(record[..slash] + name), path => RequireFit(content, name, path), cancellationToken).ConfigureAwait(false);
        }

        CatalogFile Checked(string name) => File(database, name) is var file
            && file.Sha256 is null
            && digests.TryGetValue(name, out string? digest) ? file with { Sha256 = digest } : File(database, name);
    }

    /// <summary>The known record of the paper, checked against the list of the database.</summary>
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
            progress.Noted($"{database}: its record list cannot be fetched; record {known} is not checked against it ({e.Problems[^1]})");
            return known;
        }

        string first = PhysioNetSource.FirstRecord(list.In(folder));
        if (known is null)
        {
            progress.Noted($"{database}: the record list begins with {first}; it is fetched");
        }
        else if (first != known)
        {
            progress.Noted($"{database}: the record list begins with {first}, not with the expected {known}; {known} is fetched. To "
                + $"use the other, write 'record: {first}' in YAML");
        }

        return known ?? first;
    }

    private async Task FetchMissingAsync(CatalogFile file, Action<string>? check, CancellationToken cancellationToken)
    {
        bool isThere = file.IsIn(folder) || file.Instead.Any(f => f.IsIn(folder));
        if (!isThere)
        {
            await files.FetchAsync(file, check, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void RequireSingleSegment(string header)
    {
        if (WfdbHeaderReader.Read(header).Segments.Count > 0)
        {
            throw new DatasetException($"{header}: records of several segments are not fetched; fetch their files by hand");
        }
    }

    /// <summary>Checks that a signal file without a known digest has the size that its header promises.</summary>
    private static void RequireFit(WfdbHeader header, string name, string path)
    {
        // The same header, with its place beside the new file.
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
