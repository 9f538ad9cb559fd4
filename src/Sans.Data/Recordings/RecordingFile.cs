using Sans.Core.Models;

namespace Sans.Data.Recordings;

/// <summary>An open recording: what its head says, and its samples when they are asked for.</summary>
/// <param name="name">What messages and results call it.</param>
internal abstract class RecordingFile(string name)
{
    /// <summary>The name in messages and results: the file, with the part of it if it holds several recordings.</summary>
    public string Name => name;

    /// <summary>The channels, in the order of the file.</summary>
    public abstract IReadOnlyList<ChannelHead> Channels { get; }

    /// <summary>The local start time, or <see langword="null"/> if the file does not give it.</summary>
    public virtual DateTime? Start => null;

    /// <summary>The differences between head and file, one sentence each.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>The annotations of the recording.</summary>
    /// <exception cref="DatasetException">The notes are damaged.</exception>
    public virtual IReadOnlyList<RecordingAnnotation> ReadAnnotations() => [];

    /// <summary>The first samples of a channel.</summary>
    /// <param name="channel">Which, from 0.</param>
    /// <param name="most">Samples wanted at most.</param>
    /// <exception cref="DatasetException">The file is damaged. The message names the place.</exception>
    public abstract ChannelSamples Read(int channel, int most);
}

/// <summary>What is known of a channel before its samples are read.</summary>
/// <param name="Label">Its name, or empty where the file gives none.</param>
/// <param name="Units">The unit of its samples, or empty where the file gives none.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where nothing says it.</param>
/// <param name="SampleCount">How many samples it has, or <see langword="null"/> where only reading tells.</param>
internal sealed record ChannelHead(string Label, string Units = "", double? SampleRateHz = null, long? SampleCount = null)
{
    /// <summary>Whether its samples rise evenly, as those of a clock do.</summary>
    public bool IsClock { get; init; }

    /// <summary>Whether the experiment says that it is the time, and no channel.</summary>
    public bool IsTime { get; init; }
}

/// <summary>Samples of a channel.</summary>
/// <param name="Values"><c>[n] float64</c>. Not a number where a sample is missing.</param>
internal sealed record ChannelSamples(double[] Values)
{
    /// <summary>Where pieces without a gap begin, ascending from 0.</summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];

    /// <summary>
    /// Where a missing sample stands in its file, in words such as <c>a.csv(52)</c>, or <see langword="null"/> where there is
    /// no better word than its number.
    /// </summary>
    public Func<int, string?> PlaceOf { get; init; } = _ => null;
}
