using System.Text.RegularExpressions;
using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Data.Filters;
using Sans.Data.Formats.Wfdb;
using Sans.Data.Recordings;

namespace Sans.Data;

/// <summary>One signal of a PhysioNet record, in physical units.</summary>
internal sealed class PhysioNetSource : ISignalSource
{
    /// <summary>The folder of all databases, below the data folder.</summary>
    public const string Folder = "physionet";

    /// <summary>The list of records of a database.</summary>
    public const string RecordList = "RECORDS";

    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, CutSettings settings, DataFolder folder)
    {
        string database = folder.Combine(Folder, dataset.Parameters.Get<string>(DatasetSchemas.Database));
        object chosen = dataset.Parameters.First(p => p.Name == DatasetSchemas.Signal).Value;
        if (dataset.Parameters.Has(RecordingSchemas.Records))
        {
            return ReadMany(dataset, database, chosen, settings, folder);
        }

        string name = RecordOf(dataset, database);
        (string header, string file, _) = HeaderOf(database, name);
        var record = WfdbRecord.Open(header);
        string[] labels = [.. record.Signals.Select(s => s.Description)];
        int signal = ChannelChoice.Of(labels, chosen, DatasetSchemas.Signal, record.Header.File);
        bool isExpanded = dataset.Parameters.Get<string>("frames") == "expand";
        WfdbSignal read = record.Signals[signal];
        FoundFile found = new(header, file, null);
        ReadingOptions options = OptionsOf(dataset, settings) with { Channel = 0L };
        RecordingFile framed = FilteredRecording.All([new FramedSignal(file, record, signal, isExpanded)], options)[0];
        ISignalCollector collector = RecordingsSource.Collector(settings, isSingle: true);
        RecordingsSource.Collect(found, framed, 0, options, collector, new ReadingReport(folder.Progress, dataset.Label, fileCount: 1));
        List<string> notes = [.. framed.Notes];
        int annotations = RecordingsSource.Annotations(new WfdbRecording(header, file, record), notes).Count;
        return RecordingsSource.SignalOf(
            collector,
            $"'{read.Description}' of {record.Header.File}",
            pieces => new RecordedSignal($"'{read.Description}'", read.Units, framed.Channels[0].SampleRateHz, pieces)
            {
                Annotations = new Dictionary<string, int> { [file] = annotations },
            }) with
        { Notes = notes };
    }

    /// <summary>The file of an annotator on the record of a dataset.</summary>
    /// <param name="dataset">The dataset, of one record.</param>
    /// <param name="annotator">The annotator, such as <c>atr</c>.</param>
    /// <param name="folder">The folder of published data.</param>
    /// <exception cref="MissingDataException">There is no such file.</exception>
    public static string AnnotationsOf(DatasetConfig dataset, string annotator, DataFolder folder)
    {
        string database = folder.Combine(Folder, dataset.Parameters.Get<string>(DatasetSchemas.Database));
        string file = Path.Combine([database, .. $"{RecordOf(dataset, database)}.{annotator}".Split('/')]);
        return DataFile.Exists(file) ? file : throw new MissingDataException($"there is no {file}");
    }

    /// <summary>The records of a list that match a pattern, in the list's order.</summary>
    /// <param name="list">The list.</param>
    /// <param name="pattern">The word for all, or a pattern.</param>
    /// <exception cref="MissingDataException">The list does not exist.</exception>
    /// <exception cref="DatasetException">No record matches.</exception>
    public static IReadOnlyList<string> Records(string list, string pattern)
    {
        string[] all = DataFile.Read(list, stream =>
        {
            using StreamReader reader = new(stream);
            return reader.ReadToEnd().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();
        });
        if (Array.Find(all, r => !PathSchema.IsPath(r)) is { } wrong)
        {
            throw new DatasetException($"{list}: '{wrong}' is not the name of a record");
        }

        Regex regex = FilePattern.ToRegex(pattern);
        string[] named = pattern == RecordingSchemas.AllRecords ? all : [.. all.Where(r => regex.IsMatch(r))];
        return named.Length > 0
            ? named
            : throw new DatasetException(FormattableString.Invariant($"{list}: none of its {all.Length:N0} records is called '{pattern}'"));
    }

    private static ReadingOptions OptionsOf(DatasetConfig dataset, CutSettings settings) => new()
    {
        Filters = FilterParameters.Of(dataset.Parameters),
        SkipsShortPieces = settings.OnInvalid != InvalidData.Error,
    };

    /// <summary>The header of the first record of a dataset.</summary>
    /// <exception cref="DatasetException">No record matches.</exception>
    internal static string FirstHeaderOf(DatasetConfig dataset, DataFolder folder)
    {
        string database = folder.Combine(Folder, dataset.Parameters.Get<string>(DatasetSchemas.Database));
        string record = dataset.Parameters.Has(RecordingSchemas.Records)
            ? Records(Path.Combine(database, RecordList), dataset.Parameters.Get<string>(RecordingSchemas.Records))[0]
            : RecordOf(dataset, database);
        return Path.Combine([database, .. $"{record}.hea".Split('/')]);
    }

    private static string RecordOf(DatasetConfig dataset, string database) => dataset.Parameters.Has(DatasetSchemas.Record)
        ? dataset.Parameters.Get<string>(DatasetSchemas.Record)
        : FirstRecord(Path.Combine(database, RecordList));

    /// <summary>The headers of the records of a dataset: the path of each, and its name below the data folder.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="folder">The folder of published data.</param>
    /// <exception cref="MissingDataException">A list of records or a header does not exist.</exception>
    public static IReadOnlyList<(string Path, string Name)> FilesOf(DatasetConfig dataset, DataFolder folder)
    {
        string database = folder.Combine(Folder, dataset.Parameters.Get<string>(DatasetSchemas.Database));
        var files = dataset.Parameters.Has(RecordingSchemas.Records)
            ? HeadersOf(dataset, database)
            : [HeaderOf(database, RecordOf(dataset, database))];
        return files.FirstOrDefault(f => !DataFile.Exists(f.File)) is { } missing
            ? throw new MissingDataException($"there is no {missing.File}")
            : [.. files.Select(f => (f.File, f.Name))];
    }

    private static FoundFile HeaderOf(string database, string record) => new(
        Path.Combine([database, .. $"{record}.hea".Split('/')]), $"{Folder}/{Path.GetFileName(database)}/{record}.hea", null);

    private static FoundFile[] HeadersOf(DatasetConfig dataset, string database) =>
    [
        .. Records(Path.Combine(database, RecordList), dataset.Parameters.Get<string>(RecordingSchemas.Records))
            .Select(r => HeaderOf(database, r)),
    ];

    private static Signal ReadMany(DatasetConfig dataset, string database, object chosen, CutSettings settings, DataFolder folder)
    {
        string pattern = dataset.Parameters.Get<string>(RecordingSchemas.Records), name = Path.GetFileName(database);
        FoundFile[] files = HeadersOf(dataset, database);
        return RecordingsSource.Read(
            files,
            $"{name}: records {pattern}",
            OptionsOf(dataset, settings) with { ChannelKey = DatasetSchemas.Signal, Channel = chosen },
            settings,
            [],
            new ReadingReport(folder.Progress, dataset.Label, files.Length));
    }

    /// <summary>The first entry of the record list of a database.</summary>
    /// <param name="list">The list.</param>
    /// <exception cref="MissingDataException">The list does not exist.</exception>
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

        return PathSchema.IsPath(first) ? first : throw new DatasetException($"{list}: '{first}' is not the name of a record");
    }
}
