using Sans.Configuration;
using Sans.Data.Wfdb;

namespace Sans.Data;

/// <summary>One signal of a PhysioNet record, in physical units.</summary>
internal sealed class PhysioNetSource : ISignalSource
{
    /// <summary>The folder of all databases, in the data folder.</summary>
    public const string Folder = "physionet";

    private const string RecordList = "RECORDS";

    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, WindowConfig window, DataFolder folder)
    {
        string database = folder.Combine(Folder, dataset.Parameters.Get<string>(DatasetSchemas.Database));
        string name = dataset.Parameters.Has(DatasetSchemas.Record) ? dataset.Parameters.Get<string>(DatasetSchemas.Record) : FirstRecord(database);
        var record = WfdbRecord.Open(Path.Combine([database, .. $"{name}.hea".Split('/')]));
        int signal = (int)dataset.Parameters.Get<long>("signal");
        if (signal >= record.Signals.Count)
        {
            string signals = string.Join(", ", record.Signals.Select((s, i) => FormattableString.Invariant($"{i} ({s.Description})")));
            throw new DatasetException(FormattableString.Invariant($"{record.Header.File}: there is no signal {signal}; the record has {signals}"));
        }

        bool isExpanded = dataset.Parameters.Get<string>("frames") == "expand";
        int samples = (int)Math.Min(window.Samples, record.SampleCount(signal, isExpanded));
        return new Signal(record.ReadPhysical(signal, 0, samples, isExpanded), $"'{record.Signals[signal].Description}' of {record.Header.File}");
    }

    /// <summary>The first record of a database that the schema knows no first record of.</summary>
    private static string FirstRecord(string database)
    {
        string list = Path.Combine(database, RecordList);
        string? first = File.Exists(list) ? File.ReadLines(list).Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0) : null;
        if (first is null)
        {
            throw new MissingDataException($"there is no {list}, which names the first record (or give 'record')");
        }

        return RecordNameShape.IsRecordName(first) ? first : throw new DatasetException($"{list}: '{first}' is not the name of a record");
    }
}
