namespace Sans.Core.Models;

/// <summary>One continuous measurement. Windows never cross from one recording to another.</summary>
/// <param name="Name">The name of the recording: the path of its file below the data folder.</param>
/// <param name="Channels">The channels, in the order of the file.</param>
public sealed record Recording(string Name, IReadOnlyList<RecordingChannel> Channels)
{
    /// <summary>The measured subject, if recordings are grouped by subject. Else <see langword="null"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>The local start time, or <see langword="null"/> if the file does not give it.</summary>
    public DateTime? Start { get; init; }

    /// <summary>The annotations of the recording, in the order of the file.</summary>
    public IReadOnlyList<RecordingAnnotation> Annotations { get; init; } = [];

    /// <summary>The remarks of the reader, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One channel of a recording.</summary>
/// <param name="Label">Its name, or empty where the file gives none.</param>
/// <param name="Units">The unit of its samples, or empty where the file gives none.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where it is unknown.</param>
/// <param name="Samples"><c>[n] float64</c> in that unit, NaN where a sample is missing.</param>
public sealed record RecordingChannel(string Label, string Units, double? SampleRateHz, IReadOnlyList<double> Samples)
{
    /// <summary>
    /// The first samples of the pieces without a gap, ascending from sample 0. There is a gap in time between two pieces.
    /// </summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];
}

/// <summary>A note about a recording.</summary>
/// <param name="OnsetSeconds">The onset in seconds from the start of the recording.</param>
/// <param name="DurationSeconds">The duration in seconds, or <see langword="null"/> where the file does not say.</param>
/// <param name="Text">The text of the note.</param>
public sealed record RecordingAnnotation(double OnsetSeconds, double? DurationSeconds, string Text);
