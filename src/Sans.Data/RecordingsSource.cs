using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data.Formats.Text;
using Sans.Data.Recordings;

namespace Sans.Data;

/// <summary>One channel of the user's own recordings, one after another, each cut to whole windows.</summary>
internal sealed class RecordingsSource : ISignalSource
{
    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, CutSettings settings, DataFolder folder)
    {
        var options = ReadingOptions.Of(dataset.Parameters, RecordingSchemas.ChannelKeyOf(dataset.Name)) with
        { SkipsShortPieces = settings.OnInvalid != InvalidData.Error };
        List<string> notes = [];
        IReadOnlyList<FoundFile> files = FilesOf(dataset, folder, notes, out string origin);
        return Read(files, origin, options, settings, notes, new ReadingReport(folder.Progress, dataset.Label, files.Count));
    }

    /// <summary>Reads a channel of files, one after another.</summary>
    /// <param name="files">The files.</param>
    /// <param name="origin">The origin of the files, for messages.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="settings">The number of samples, the length of a window, and the split.</param>
    /// <param name="notes">Receives the notes of readers.</param>
    /// <param name="report">Tells the progress.</param>
    /// <exception cref="DatasetException">A file cannot be read, or has another rate or unit than the first.</exception>
    internal static Signal Read(
        IReadOnlyList<FoundFile> files,
        string origin,
        ReadingOptions options,
        CutSettings settings,
        List<string> notes,
        ReadingReport report)
    {
        ISignalCollector collector = Collector(settings);
        Dictionary<string, int> annotations = new(StringComparer.Ordinal);
        ChannelHead? first = null;
        string firstName = "", word = "";
        foreach (FoundFile file in files.TakeWhile(_ => collector.Most > 0))
        {
            foreach (RecordingFile open in RecordingFormats.Open(file.File, file.Name, options).TakeWhile(_ => collector.Most > 0))
            {
                int channel = ChannelChoice.Of(open, options);
                ChannelHead head = open.Channels[channel];
                if (first is null)
                {
                    (first, firstName) = (head, open.Name);
                    word = head.Label.Length > 0 ? $"'{head.Label}'" : FormattableString.Invariant($"{channel}");
                }

                RequireSameRate(first, firstName, head, open.Name);
                Collect(file, open, channel, options, collector, report);
                int noted = Annotations(open, notes).Count;
                annotations[file.Name] = annotations.GetValueOrDefault(file.Name) + noted;
                notes.AddRange(open.Notes);
            }

            report.EndFile();
        }

        return SignalOf(
            collector,
            $"{origin} ({Counted(files.Count, "file")})",
            pieces => new RecordedSignal(word, first?.Units ?? "", first?.SampleRateHz, pieces) { Annotations = annotations }) with
        { Notes = notes };
    }

    /// <summary>The way of collecting samples that settings ask for.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="isSingle">Whether there is a single recording, which is not cut to whole windows.</param>
    internal static ISignalCollector Collector(CutSettings settings, bool isSingle = false) => settings.Window.Draw is not null
        ? new DrawnWindows(settings.Window, settings.OnInvalid != InvalidData.SkipWindow)
        : new WholeSignal(settings.Window, settings.Split.By != SplitBy.Window, isSingle);

    /// <summary>Reads a channel of a recording.</summary>
    /// <exception cref="DatasetException">The file cannot be read, or its only channel is a clock.</exception>
    internal static void Collect(
        FoundFile file,
        RecordingFile open,
        int channel,
        ReadingOptions options,
        ISignalCollector collector,
        ReadingReport report)
    {
        EvenRise? clock = null;
        Func<int, string?> placeOf = _ => null;
        collector.Begin(file, open.Name);
        for (long most = collector.Most; most > 0; most = collector.Again())
        {
            clock = MayBeClock(options) ? new EvenRise() : null;
            placeOf = open.ReadPlaces(channel, most, (samples, isBehindGap) =>
            {
                clock?.Add(samples);
                report.Add(samples.Length);
                return collector.Take(samples, isBehindGap);
            });
        }

        collector.End(placeOf);
        if (clock is { IsEven: true })
        {
            throw ClockFound(open, options, channel);
        }
    }

    /// <summary>The signal of collected samples.</summary>
    internal static Signal SignalOf(
        ISignalCollector collector, string origin, Func<IReadOnlyList<RecordedPiece>, RecordedSignal> recordedOf)
    {
        (double[] samples, IReadOnlyList<RecordedPiece> pieces) = collector.Finish();
        return new Signal(samples, origin)
        {
            Starts =
            [
                .. pieces.Select(p => p.First)
                    .Where((start, i) => start < samples.Length && (i == 0 || start > pieces[i - 1].First)),
            ],
            Recorded = recordedOf(pieces),
        };
    }

    /// <summary>The first file of a dataset.</summary>
    /// <exception cref="DatasetException">There is none that can be read.</exception>
    internal static FoundFile FirstFileOf(DatasetConfig dataset, DataFolder folder) => FilesOf(dataset, folder, [], out _)[0];

    /// <summary>The annotations of a recording. Samples do not depend on them, so damaged ones are a note.</summary>
    internal static IReadOnlyList<RecordingAnnotation> Annotations(RecordingFile open, List<string> notes)
    {
        try
        {
            return open.ReadAnnotations();
        }
        catch (DatasetException e)
        {
            notes.Add($"the annotations of {open.Name} cannot be read: {e.Message}");
            return [];
        }
    }

    /// <summary>A number of things in words.</summary>
    internal static string Counted(long count, string noun) => FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A recording with the channel that an experiment chooses.</summary>
    internal static Recording Load(RecordingFile open, ReadingOptions options)
    {
        int channel = ChannelChoice.Of(open, options);
        ChannelHead head = open.Channels[channel];
        ChannelSamples content = open.Read(channel, int.MaxValue);
        if (MayBeClock(options) && EvenRise.Is(content.Values))
        {
            throw ClockFound(open, options, channel);
        }

        return new Recording(open.Name,
        [
            new RecordingChannel(head.Label, head.Units, head.SampleRateHz, content.Values) { Starts = content.Starts },
        ])
        { Start = open.Start, Notes = open.Notes };
    }

    /// <summary>Whether a channel that nobody chose could be a clock.</summary>
    internal static bool MayBeClock(ReadingOptions options) => options.Channel is null && options.Layout != TableLayout.Rows;

    /// <summary>The error for a clock that nobody chose.</summary>
    internal static DatasetException ClockFound(RecordingFile open, ReadingOptions options, int channel) =>
        new($"{open.Name}: the only channel rises evenly, as a clock does. '{options.ChannelKey}: {channel}' makes it a signal");

    /// <summary>The files of a dataset: the path of each, and its name below the data folder.</summary>
    /// <exception cref="DatasetException">A file does not exist, or a folder cannot be listed.</exception>
    internal static IReadOnlyList<(string Path, string Name)> FilesOf(DatasetConfig dataset, DataFolder folder) =>
        [.. FilesOf(dataset, folder, [], out _).Select(f => (f.File, f.Name))];

    private static IReadOnlyList<FoundFile> FilesOf(DatasetConfig dataset, DataFolder folder, List<string> notes, out string origin)
    {
        if (dataset.Name == RecordingSchemas.Recordings)
        {
            string[] patterns = [.. dataset.Parameters.Get<ListedValues>(RecordingSchemas.Files).Items.Cast<string>()];
            origin = string.Join(", ", patterns);
            return FilePattern.Find(folder.Path, patterns);
        }

        string name = dataset.Parameters.Get<string>("folder");
        origin = folder.Combine(name.Split('/'));
        string[] all = [.. DataFile.In(origin).Where(f => !Path.GetFileName(f).StartsWith('.'))];
        string[] others = [.. all.Where(f => !RecordingFormats.Takes(f))];
        if (all.Length == 0)
        {
            throw new MissingDataException($"there is no file in {origin}");
        }

        if (others.Length == all.Length)
        {
            throw RecordingFormats.NotTaken(others[0]);
        }

        if (others.Length > 0)
        {
            notes.Add($"unreadable files: {string.Join(", ", others.Select(f => Path.GetFileName(f)))} of {name}");
        }

        return [.. all.Except(others).Select(f => new FoundFile(f, $"{name}/{Path.GetFileName(f)}", null))];
    }

    private static void RequireSameRate(ChannelHead first, string firstName, ChannelHead channel, string name)
    {
        if (first.SampleRateHz != channel.SampleRateHz)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{firstName} has {RateOf(first)} and {name} has {RateOf(channel)}. A dataset has one rate; choose files of one rate"));
        }

        if (first.Units != channel.Units)
        {
            throw new DatasetException(
                $"{firstName} is in '{first.Units}' and {name} in '{channel.Units}'. A dataset has one unit; choose files of one unit");
        }

        static string RateOf(ChannelHead channel) => channel.SampleRateHz is { } rate
            ? FormattableString.Invariant($"{rate} Hz") : "no rate";
    }
}
