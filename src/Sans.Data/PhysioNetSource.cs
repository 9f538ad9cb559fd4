using Sans.Configuration;
using Sans.Data.Wfdb;

namespace Sans.Data;

/// <summary>One signal of a PhysioNet record, in physical units.</summary>
internal sealed class PhysioNetSource : ISignalSource
{
    private const string RecordList = "RECORDS";

    /// <inheritdoc/>
    public double[] Read(DatasetConfig dataset, int samples, DataFolder folder)
    {
        string database = dataset.Parameters.Get<string>(DatasetSchemas.Database);
        string databaseFolder = folder.Combine("physionet", database);
        string record = dataset.Parameters.Has(DatasetSchemas.Record) ? dataset.Parameters.Get<string>(DatasetSchemas.Record) : FirstRecord(databaseFolder);
        WfdbHeader header = WfdbHeaderReader.Read(Path.Combine([databaseFolder, .. $"{record}.hea".Split('/')]));
        int signal = (int)dataset.Parameters.Get<long>("signal");
        if (signal >= header.Signals.Count)
        {
            string signals = string.Join(", ", header.Signals.Select((s, i) => FormattableString.Invariant($"{i} ({s.Description})")));
            throw new DatasetException(FormattableString.Invariant($"{header.File}: there is no signal {signal}; the record has {signals}"));
        }

        double[] physical = WfdbSignalReader.ReadPhysical(header, signal, samples);
        int missing = Array.FindIndex(physical, double.IsNaN);
        return missing < 0
            ? physical
            : throw new DatasetException(FormattableString.Invariant(
                $"{header.File}: sample {missing:N0} of '{header.Signals[signal].Description}' is marked as missing, one of {physical.Count(double.IsNaN):N0} in the first {samples:N0}; choose another signal or record"));
    }

    /// <summary>The first record of a database that the schema knows no first record of.</summary>
    private static string FirstRecord(string databaseFolder)
    {
        string list = Path.Combine(databaseFolder, RecordList);
        string? first = File.Exists(list) ? File.ReadLines(list).Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0) : null;
        if (first is null)
        {
            throw new MissingDataException($"there is no {list}, which names the first record (or give 'record')");
        }

        return RecordNameShape.IsRecordName(first) ? first : throw new DatasetException($"{list}: '{first}' is not the name of a record");
    }
}
