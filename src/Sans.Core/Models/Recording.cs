namespace Sans.Core.Models;

/// <summary>What was measured at one go. Windows never cross from one recording to another.</summary>
/// <param name="Name">What it is called: its file, below the data folder.</param>
/// <param name="Channels">What was measured, in the order of the file.</param>
public sealed record Recording(string Name, IReadOnlyList<RecordingChannel> Channels)
{
    /// <summary>Who or what was measured, where recordings are told apart by subject; else <see langword="null"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>When it began, by the clock of the place; <see langword="null"/> where the file does not say.</summary>
    public DateTime? Start { get; init; }

    /// <summary>What was noted about it, in the order of the file.</summary>
    public IReadOnlyList<RecordingAnnotation> Annotations { get; init; } = [];

    /// <summary>What a reader had to do or found strange, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One channel of a recording.</summary>
/// <param name="Label">Its name; empty where the file gives none.</param>
/// <param name="Units">The unit of its samples; empty where the file gives none.</param>
/// <param name="SampleRateHz">Samples per second; <see langword="null"/> where nothing says it.</param>
/// <param name="Samples"><c>[n] float64</c> in that unit; not a number where a sample is missing.</param>
public sealed record RecordingChannel(string Label, string Units, double? SampleRateHz, IReadOnlyList<double> Samples)
{
    /// <summary>Where pieces without a gap begin, ascending from sample 0: time passes unseen between two of them.</summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];
}

/// <summary>A note about a recording.</summary>
/// <param name="OnsetSeconds">When, in seconds from the start of the recording.</param>
/// <param name="DurationSeconds">How long; <see langword="null"/> where the file does not say.</param>
/// <param name="Text">What was noted.</param>
public sealed record RecordingAnnotation(double OnsetSeconds, double? DurationSeconds, string Text);
