using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Data.Wfdb;

namespace Sans.Data;

/// <summary>One signal of a PhysioNet record, in physical units.</summary>
internal sealed class PhysioNetSource : ISignalSource
{
    /// <summary>The folder of all databases, in the data folder.</summary>
    public const string Folder = "physionet";

    /// <summary>The list of records of a database.</summary>
    public const string RecordList = "RECORDS";

    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, SanExperiment experiment, DataFolder folder)
    {
        WindowConfig window = experiment.Window.Single;
        string database = folder.Combine(Folder, dataset.Parameters.Get<string>(DatasetSchemas.Database));
        string name = dataset.Parameters.Has(DatasetSchemas.Record) ? dataset.Parameters.Get<string>(DatasetSchemas.Record) : FirstRecord(Path.Combine(database, RecordList));
        var record = WfdbRecord.Open(Path.Combine([database, .. $"{name}.hea".Split('/')]));
        int signal = (int)dataset.Parameters.Get<long>("signal");
        if (signal >= record.Signals.Count)
        {
            string signals = record.Signals.Count == 0 ? "none" : string.Join(", ", record.Signals.Select((s, i) => FormattableString.Invariant($"{i} ({s.Description})")));
            throw new DatasetException(FormattableString.Invariant($"{record.Header.File}: there is no signal {signal}; the record has {signals}"));
        }

        bool isExpanded = dataset.Parameters.Get<string>("frames") == "expand";
        int samples = (int)Math.Min(window.Samples, record.SampleCount(signal, isExpanded));
        double[] content = record.ReadPhysical(signal, 0, samples, isExpanded);
        return new Signal(content, $"'{record.Signals[signal].Description}' of {record.Header.File}") { Notes = record.Notes };
    }

    /// <summary>The first entry of the record list of a database.</summary>
    /// <param name="list">The list.</param>
    /// <exception cref="MissingDataException">There is no list.</exception>
    public static string FirstRecord(string list)
    {
        string? first = DataFile.Read(list, stream =>
        {
            using StreamReader reader = new(stream);
            string? line = reader.ReadLine();
            while (line is not null && line.Trim().Length == 0)
            {
                line = reader.ReadLine();
            }

            return line?.Trim();
        });
        if (first is null)
        {
            throw new DatasetException($"{list}: the list names no record");
        }

        return PathShape.IsPath(first) ? first : throw new DatasetException($"{list}: '{first}' is not the name of a record");
    }
}
