using System.Runtime.ExceptionServices;
using Sans.Core.Models;

namespace Sans.Data.Recordings;

/// <summary>An open recording: its header, and its samples on request.</summary>
/// <param name="name">The name in messages and results.</param>
internal abstract class RecordingFile(string name)
{
    /// <summary>The largest number of samples that readers hand on at a time.</summary>
    protected internal const int PieceLength = 1 << 14;

    /// <summary>The name in messages and results: the file, with the part of it if it holds several recordings.</summary>
    public string Name => name;

    /// <summary>The channels, in the order of the file.</summary>
    public abstract IReadOnlyList<ChannelHead> Channels { get; }

    /// <summary>The local start time, or <see langword="null"/> if the file does not give it.</summary>
    public virtual DateTime? Start => null;

    /// <summary>The differences between head and file, one sentence each.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>The annotations of the recording.</summary>
    /// <exception cref="DatasetException">The annotations are damaged.</exception>
    public virtual IReadOnlyList<RecordingAnnotation> ReadAnnotations() => [];

    /// <summary>Hands on the first samples of a channel, piece by piece, so that no more than a piece is held in memory.</summary>
    /// <param name="channel">The index of the channel, from 0.</param>
    /// <param name="most">The most samples to read.</param>
    /// <param name="take">Takes them. What it got is wrong where an exception follows.</param>
    /// <exception cref="DatasetException">The file is damaged. The message names the place.</exception>
    public abstract void Read(int channel, long most, TakeSamples take);

    /// <summary>
    /// Hands on the first samples like <see cref="Read(int, long, TakeSamples)"/>. Exceptions of the receiver pass through
    /// unchanged. Readers would turn them into failures of the file.
    /// </summary>
    /// <inheritdoc cref="Read(int, long, TakeSamples)"/>
    public void ReadThrough(int channel, long most, TakeSamples take)
    {
        ExceptionDispatchInfo? thrown = null;
        Read(channel, most, (samples, isBehindGap) =>
        {
            try
            {
                return take(samples, isBehindGap);
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
                return false;
            }
        });
        thrown?.Throw();
    }

    /// <summary>Hands on the first samples like <see cref="Read(int, long, TakeSamples)"/>, and gives the places of missing ones.</summary>
    /// <inheritdoc cref="Read(int, long, TakeSamples)"/>
    /// <returns>
    /// The place of a missing sample in its file, such as <c>a.csv(52)</c>. It is <see langword="null"/> if only the number of the
    /// sample is known.
    /// </returns>
    public virtual Func<int, string?> ReadPlaces(int channel, long most, TakeSamples take)
    {
        Read(channel, most, take);
        return _ => null;
    }

    /// <summary>The first samples of a channel.</summary>
    /// <param name="channel">The index of the channel, from 0.</param>
    /// <param name="most">Samples wanted at most.</param>
    /// <exception cref="DatasetException">The file is damaged. The message names the place.</exception>
    public ChannelSamples Read(int channel, int most)
    {
        List<double> values = [];
        List<int> starts = [0];
        Func<int, string?> placeOf = ReadPlaces(channel, most, (samples, isBehindGap) =>
        {
            if (isBehindGap)
            {
                starts.Add(values.Count);
            }

            values.AddRange(samples);
            return true;
        });
        return new ChannelSamples([.. values]) { Starts = starts, PlaceOf = placeOf };
    }
}

/// <summary>Takes the next samples of a channel.</summary>
/// <param name="samples">The samples, valid until the next ones. A missing one is not a number.</param>
/// <param name="isBehindGap">Whether there is a gap in time before them. It is false for the first samples.</param>
/// <returns>Whether more are wanted. A reader may hand on some more all the same.</returns>
internal delegate bool TakeSamples(ReadOnlySpan<double> samples, bool isBehindGap);

/// <summary>The known facts of a channel before its samples are read.</summary>
/// <param name="Label">Its name, or empty where the file gives none.</param>
/// <param name="Units">The unit of its samples, or empty where the file gives none.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where it is unknown.</param>
/// <param name="SampleCount">Number of samples, or <see langword="null"/> where only reading tells.</param>
internal sealed record ChannelHead(string Label, string Units = "", double? SampleRateHz = null, long? SampleCount = null)
{
    /// <summary>Whether its samples rise evenly, as those of a clock do.</summary>
    public bool IsClock { get; init; }

    /// <summary>Whether the experiment declares the column as the time.</summary>
    public bool IsTime { get; init; }

    /// <summary>A word of a column that has words in place of numbers, or <see langword="null"/>.</summary>
    public string? Word { get; init; }
}

/// <summary>Samples of a channel.</summary>
/// <param name="Values"><c>[n] float64</c>, NaN where a sample is missing.</param>
internal sealed record ChannelSamples(double[] Values)
{
    /// <summary>The starts of the pieces without a gap, ascending from 0.</summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];

    /// <summary>
    /// The place of a missing sample in its file, such as <c>a.csv(52)</c>. It is <see langword="null"/> if only the
    /// number of the sample is known.
    /// </summary>
    public Func<int, string?> PlaceOf { get; init; } = _ => null;

    /// <summary>Hands on the samples, piece by piece.</summary>
    public void HandOn(TakeSamples take)
    {
        for (int i = 0; i < Starts.Count; i++)
        {
            int end = i + 1 < Starts.Count ? Starts[i + 1] : Values.Length;
            if (!take(Values.AsSpan(Starts[i]..end), isBehindGap: i > 0))
            {
                return;
            }
        }
    }
}
