namespace Sans.Reports.Pages;

/// <summary>A whole recording beside its reconstruction, for a reader who moves through it.</summary>
/// <param name="Signal"><c>[N] float64</c>, at least 2 samples, NaN where one is missing.</param>
/// <param name="Reconstruction">Its reconstruction in the same unit, as many samples.</param>
/// <param name="Kernels">The kernels with their events.</param>
internal sealed record RecordingView(
    IReadOnlyList<double> Signal, IReadOnlyList<float> Reconstruction, IReadOnlyList<RecordingKernel> Kernels)
{
    /// <summary>The unit of the signal, or empty where there is none.</summary>
    public string Units { get; init; } = "";

    /// <summary>Samples per second, or <see langword="null"/> where it is unknown.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>The first sample that is shown.</summary>
    public long Start { get; init; }

    /// <summary>Samples that are shown at first on a screen of 1,000 pixels. Narrow screens show fewer.</summary>
    public int Span { get; init; } = 1000;

    /// <summary>Whether the grid is that of an electrocardiogram: 0.04 s by 0.1 mV, and 0.2 s by 0.5 mV.</summary>
    public bool HasPaper { get; init; }

    /// <summary>
    /// Annotations: a sample and a short text each, ascending. Where they are too many for the screen, the most frequent text is
    /// left out, such as that of normal beats.
    /// </summary>
    public IReadOnlyList<(long Sample, string Text)> Notes { get; init; } = [];
}

/// <summary>A kernel of a <see cref="RecordingView"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Events">Its events, ascending: a sample, and the height that the event adds there, in the unit of the signal.</param>
internal sealed record RecordingKernel(string Name, Charts.Tone Tone, IReadOnlyList<(long Sample, double Height)> Events);
