using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data.Formats.Text;

namespace Sans.Data.Recordings;

/// <summary>Examines files of recordings before an experiment uses them.</summary>
public static class RecordingInspector
{
    /// <summary>The largest number of channels of a file that are examined.</summary>
    public const int MostChannels = 100;

    /// <summary>Reads a file, channel by channel.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="dataset">A dataset of recordings with options for reading.</param>
    /// <param name="plotWidth">Number of points of the plot of each channel.</param>
    /// <exception cref="DatasetException">
    /// The format is not supported, or the file is damaged or can be read in two ways.
    /// </exception>
    public static InspectedFile Inspect(string file, string name, DatasetConfig dataset, int plotWidth)
    {
        var options = ReadingOptions.Of(dataset.Parameters, RecordingSchemas.Channel);
        IReadOnlyList<RecordingFile> recordings = RecordingFormats.Open(file, name, options);
        if (recordings.Count == 0)
        {
            throw new DatasetException($"{file}: there is no recording in the file");
        }

        RecordingFile first = recordings[0];
        InspectedChannel[] channels = [.. first.Channels.Take(MostChannels).Select((head, c) => Channel(first, head, c, plotWidth))];
        return new InspectedFile(name, recordings.Count, first.Start, first.Channels.Count, channels, first.ReadAnnotations(), first.Notes);
    }

    /// <summary>The files of a dataset of recordings, as paths and as names below the data folder.</summary>
    /// <exception cref="DatasetException">No file matches.</exception>
    public static IReadOnlyList<(string File, string Name)> Find(DataFolder folder, DatasetConfig dataset) =>
        [.. FilePattern.Find(
            folder.Path, dataset.Parameters.Get<ListedValues>(RecordingSchemas.Files).Items.Cast<string>()).Select(f => (f.File, f.Name))];

    private static InspectedChannel Channel(RecordingFile recording, ChannelHead head, int number, int plotWidth)
    {
        if (head.Word is { } word)
        {
            return new InspectedChannel(
                number, head.Label, head.Units, SampleRateHz: null, IsClock: false, 0, 0, double.NaN, double.NaN, Plot: [])
            { Word = word };
        }

        ChannelSamples content = recording.Read(number, int.MaxValue);
        double[] samples = content.Values;
        double[] there = [.. samples.Where(s => !double.IsNaN(s))];
        return new InspectedChannel(
            number,
            head.Label,
            head.Units,
            head.SampleRateHz,
            head.IsTime || head.IsClock || EvenRise.Is(samples),
            samples.Length,
            samples.Length - there.Length,
            there.Length == 0 ? double.NaN : there.Min(),
            there.Length == 0 ? double.NaN : there.Max(),
            Plot(samples, plotWidth))
        {
            Time = TimeOf(head, samples),
            GapCount = content.Starts.Count - 1,
        };
    }

    /// <summary>The time that a channel would give, or <see langword="null"/> where it does not rise with every sample.</summary>
    private static InspectedTime? TimeOf(ChannelHead head, double[] samples)
    {
        double[] steps = [.. samples.Skip(1).Zip(samples, (next, now) => next - now)];
        return steps.Length > 0 && steps.All(s => s > 0)
            && TimeGrid.Of(samples[..Math.Min(samples.Length, TimeGrid.MostTimes)]) is { } grid
            ? new InspectedTime(grid, TimeUnits.Said(head.Label, head.Units, samples[0]), steps.LongCount(s => s > grid.LongestStep))
            : null;
    }

    /// <summary>A plot of the first samples: of each share, the one furthest from the middle.</summary>
    private static double[] Plot(double[] samples, int width)
    {
        const int SamplesPerPoint = 10;
        double[] shown = [.. samples.Take(width * SamplesPerPoint)];
        double[] there = [.. shown.Where(s => !double.IsNaN(s))];
        double middle = there.Length == 0 ? 0 : there.Order().ElementAt(there.Length / 2);
        int points = Math.Min(width, shown.Length);
        return
        [
            .. Enumerable.Range(0, points).Select(p =>
            {
                int from = (int)((long)p * shown.Length / points), to = (int)((p + 1L) * shown.Length / points);
                return shown[from..to].Where(s => !double.IsNaN(s)).DefaultIfEmpty(double.NaN).MaxBy(s => Math.Abs(s - middle));
            }),
        ];
    }
}

/// <summary>The content of a file.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="RecordingCount">Number of recordings in it. The other values are those of the first one.</param>
/// <param name="Start">The local start time, or <see langword="null"/> if the file does not give it.</param>
/// <param name="ChannelCount">Number of its channels.</param>
/// <param name="Channels">The first <see cref="RecordingInspector.MostChannels"/> of them.</param>
/// <param name="Annotations">The annotations of the recording.</param>
/// <param name="Notes">The notes of the reader.</param>
public sealed record InspectedFile(
    string Name,
    int RecordingCount,
    DateTime? Start,
    int ChannelCount,
    IReadOnlyList<InspectedChannel> Channels,
    IReadOnlyList<RecordingAnnotation> Annotations,
    IReadOnlyList<string> Notes);

/// <summary>A channel of a file.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Label">Its name, which may be empty.</param>
/// <param name="Units">Its unit, which may be empty.</param>
/// <param name="SampleRateHz">Samples per second, where it is known.</param>
/// <param name="IsClock">Whether it rises evenly, as a clock does.</param>
/// <param name="SampleCount">Number of samples.</param>
/// <param name="MissingCount">Number of missing samples.</param>
/// <param name="Minimum">The least value, NaN where all are missing.</param>
/// <param name="Maximum">The greatest value, NaN where all are missing.</param>
/// <param name="Plot">Samples from its start for a plot.</param>
public sealed record InspectedChannel(
    int Number,
    string Label,
    string Units,
    double? SampleRateHz,
    bool IsClock,
    long SampleCount,
    long MissingCount,
    double Minimum,
    double Maximum,
    IReadOnlyList<double> Plot)
{
    /// <summary>The time that the channel would give, or <see langword="null"/> where it does not rise with every sample.</summary>
    public InspectedTime? Time { get; init; }

    /// <summary>Number of its gaps, which end windows.</summary>
    public int GapCount { get; init; }

    /// <summary>A word of a column that has words in place of numbers, or <see langword="null"/>. Its samples are not counted.</summary>
    public string? Word { get; init; }

    /// <summary>Whether it has a sample that is not missing, and is no clock.</summary>
    public bool IsSignal => !IsClock && MissingCount < SampleCount;
}

/// <summary>A channel that can be the time.</summary>
public sealed record InspectedTime
{
    private readonly TimeGrid _grid;

    internal InspectedTime(TimeGrid grid, string? unit, long gapCount) => (_grid, Unit, GapCount) = (grid, unit, gapCount);

    /// <summary>The usual difference of two samples.</summary>
    public double Step => _grid.Step;

    /// <summary>The unit in its name or size, as a word of the YAML key <c>time_unit</c>, or <see langword="null"/> for none.</summary>
    public string? Unit { get; }

    /// <summary>Number of its gaps, which end windows.</summary>
    public long GapCount { get; }

    /// <summary>Samples per second, if the channel counts in a unit.</summary>
    /// <param name="unit">A word of the YAML key <c>time_unit</c>.</param>
    public double RateIn(string unit) => _grid.Rate(TimeUnits.PerSecond(unit));
}
