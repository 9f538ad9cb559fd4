using Sans.Core.Models;
using Sans.Data.Formats.Text;
using Sans.Data.Recordings;

namespace Sans.Data.Filters;

/// <summary>A recording behind filters. A channel is filtered whole, however few of its samples are wanted.</summary>
internal sealed class FilteredRecording : RecordingFile
{
    private readonly RecordingFile _file;
    private readonly SignalFilters _filters;
    private readonly ReadingOptions _options;
    private readonly string? _folder;
    private readonly List<string> _notes = [];

    /// <summary>Puts filters behind a recording.</summary>
    /// <param name="file">The recording.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="options">The options for reading it.</param>
    /// <param name="folder">The folder for a temporary file of long pieces, or <see langword="null"/> for memory.</param>
    public FilteredRecording(RecordingFile file, SignalFilters filters, ReadingOptions options, string? folder)
        : base(file.Name)
    {
        (_file, _filters, _options, _folder) = (file, filters, options, folder);

        // The number of samples is known after the filter only.
        Channels = [.. file.Channels.Select(c => c with { SampleRateHz = filters.ResampleHz ?? c.SampleRateHz, SampleCount = null })];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; }

    /// <inheritdoc/>
    public override DateTime? Start => _file.Start;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => [.. _file.Notes, .. _notes];

    /// <summary>Recordings behind the filters of an experiment, if it has any.</summary>
    public static IReadOnlyList<RecordingFile> All(IReadOnlyList<RecordingFile> files, ReadingOptions options) =>
        options.Filters is { } filters
            ? [.. files.Select(f => new FilteredRecording(f, filters, options, Path.GetTempPath()))]
            : files;

    /// <inheritdoc/>
    public override IReadOnlyList<RecordingAnnotation> ReadAnnotations() => _file.ReadAnnotations();

    /// <inheritdoc/>
    public override void Read(int channel, long most, TakeSamples take)
    {
        FilterChain chain = new(_filters, _file.Channels[channel].SampleRateHz, Name);
        Read(channel, chain, most, take, filtered => _file.ReadThrough(channel, long.MaxValue, filtered));
    }

    /// <inheritdoc/>
    public override Func<int, string?> ReadPlaces(int channel, long most, TakeSamples take)
    {
        FilterChain chain = new(_filters, _file.Channels[channel].SampleRateHz, Name);
        Func<int, string?> placeOf = _ => null;
        Read(channel, chain, most, take, filtered => placeOf = _file.ReadPlaces(channel, long.MaxValue, filtered));
        return i => placeOf((int)chain.SampleOf(i));
    }

    private void Read(int channel, FilterChain chain, long most, TakeSamples take, Action<TakeSamples> read)
    {
        long rest = most;

        // A filter makes a clock look like a signal.
        EvenRise? clock = RecordingsSource.MayBeClock(_options) ? new EvenRise() : null;
        using FilteredSamples filtered = new(chain, Name, _folder, _options.SkipsShortPieces, TakeSome);
        read((samples, isBehindGap) =>
        {
            clock?.Add(samples);
            return filtered.Take(samples, isBehindGap);
        });
        if (clock is { IsEven: true })
        {
            throw RecordingsSource.ClockFound(_file, _options, channel);
        }

        filtered.End();
        if (filtered.Note is { } note && !_notes.Contains(note))
        {
            _notes.Add(note);
        }

        bool TakeSome(ReadOnlySpan<double> samples, bool isBehindGap)
        {
            samples = samples[..(int)Math.Min(samples.Length, rest)];
            rest -= samples.Length;
            return (samples.IsEmpty || take(samples, isBehindGap)) && rest > 0;
        }
    }
}
