using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Filters;
using Sans.Data.Formats.Text;
using Sans.Data.Recordings;

namespace Sans.Framework;

/// <summary>
/// One channel of a recording in a file. Samples are read on demand, piece by piece. Text whose rows are channels is held
/// as a whole.
/// </summary>
public sealed class StoredRecording : ISampleSource
{
    private readonly RecordingFile _file;
    private readonly int _channel;

    private StoredRecording(RecordingFile file, int channel)
    {
        (_file, _channel) = (file, channel);
        ChannelHead head = file.Channels[channel];
        (Channel, Units, SampleRateHz) = (head.Label, head.Units, head.SampleRateHz);
    }

    private StoredRecording(RecordingFile file, ReadingOptions options)
        : this(file, ChannelChoice.Of(file, options))
    {
        if (RecordingsSource.MayBeClock(options) && IsClock())
        {
            throw RecordingsSource.ClockFound(file, options, _channel);
        }
    }

    /// <summary>The name of the recording: that of its file.</summary>
    public string Name => _file.Name;

    /// <summary>The channel, or empty where the file gives no name.</summary>
    public string Channel { get; }

    /// <summary>The unit of its samples, or empty where the file gives none.</summary>
    public string Units { get; }

    /// <summary>Samples per second, or <see langword="null"/> where it is unknown.</summary>
    public double? SampleRateHz { get; }

    /// <summary>The notes of the reader, one sentence each. Some arise only when samples are read.</summary>
    public IReadOnlyList<string> Notes => _file.Notes;

    /// <summary>Opens a channel of a file in any format that experiments can read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channel">The name of the channel, or its number from 0. It may be left out where a file has one.</param>
    /// <param name="sampleRateHz">Samples per second, above 0, where the file does not give it.</param>
    /// <exception cref="ArgumentException">The path is empty, or the rate is not above 0.</exception>
    /// <exception cref="DatasetException">
    /// The file cannot be read, or can be read in two ways. The message names the channel or setting that decides.
    /// </exception>
    public static StoredRecording Open(string path, string? channel = null, double? sampleRateHz = null) =>
        Open(path, ReadingOptions.None, channel, sampleRateHz);

    /// <summary>Opens a channel of a file like an experiment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">A dataset of <c>recordings</c>, with keys for reading text and arrays.</param>
    /// <param name="channel">The name of the channel, or its number from 0. The default is that of the dataset.</param>
    /// <param name="sampleRateHz">Samples per second, above 0, where the file does not give it.</param>
    /// <exception cref="ArgumentException">The path is empty, or the rate is not above 0.</exception>
    /// <exception cref="DatasetException">
    /// The file cannot be read, or can be read in two ways. The message names the channel or setting that decides.
    /// </exception>
    public static StoredRecording Open(string path, DatasetConfig dataset, string? channel = null, double? sampleRateHz = null) =>
        Open(path, OptionsOf(dataset), channel, sampleRateHz);

    /// <summary>The recording behind filters.</summary>
    /// <param name="filters">The filters, or <see langword="null"/> for none.</param>
    /// <param name="folder">The folder for a temporary file of long pieces.</param>
    internal StoredRecording Behind(SignalFilters? filters, string folder) => filters is null
        ? this
        : new StoredRecording(
            new FilteredRecording(_file, filters, new ReadingOptions { Channel = (long)_channel, SkipsShortPieces = true }, folder),
            _channel);

    /// <summary>Reads the samples from the start, piece by piece.</summary>
    /// <param name="take">Receives the samples. Its exceptions pass through unchanged.</param>
    /// <exception cref="DatasetException">The file is damaged.</exception>
    void ISampleSource.Read(TakeSamples take) => _file.ReadThrough(_channel, long.MaxValue, take);

    /// <summary>The settings of a dataset for reading one channel.</summary>
    internal static ReadingOptions OptionsOf(DatasetConfig dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ReadingOptions.Of(dataset.Parameters, RecordingSchemas.Channel);
    }

    /// <summary>The only recording of a file.</summary>
    /// <exception cref="ArgumentException">The path is empty, or the rate is not above 0.</exception>
    /// <exception cref="DatasetException">The file cannot be read, or has several.</exception>
    internal static (RecordingFile File, ReadingOptions Options) Only(
        string path, ReadingOptions given, string? channel, double? sampleRateHz)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (sampleRateHz is { } rate && !(rate > 0 && double.IsFinite(rate)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(sampleRateHz), rate, "a rate must be above 0 and finite, and null where it is unknown");
        }

        ReadingOptions options = given with
        {
            ChannelChooser = "'channel' (--channel on the command line)",
            Channel = channel is null ? given.Channel : long.TryParse(channel, out long number) ? number : channel,
            SampleRateHz = sampleRateHz ?? given.SampleRateHz,
        };
        IReadOnlyList<RecordingFile> files = RecordingFormats.Open(path, Path.GetFileName(path), options);
        return files is [var only]
            ? (only, options)
            : throw new DatasetException($"{path}: it has {files.Count} recordings; it must have one");
    }

    private static StoredRecording Open(string path, ReadingOptions given, string? channel, double? sampleRateHz)
    {
        (RecordingFile file, ReadingOptions options) = Only(path, given, channel, sampleRateHz);
        return new StoredRecording(file, options);
    }

    /// <summary>Whether the samples rise evenly. The first ones of a signal show that they do not.</summary>
    private bool IsClock()
    {
        EvenRise rise = new();
        _file.ReadThrough(_channel, long.MaxValue, (samples, _) =>
        {
            rise.Add(samples);
            return rise.IsPossible;
        });
        return rise.IsEven;
    }
}
