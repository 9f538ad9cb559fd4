namespace Sans.Core.Models;

/// <summary>A trained network with all that is needed to apply it to other recordings.</summary>
/// <param name="Network">Kernels, activation, decoder, window length.</param>
/// <param name="Dimensions">D, 1 for signals and 2 for images.</param>
/// <param name="Normalization">The normalisation of examples, as a word of the YAML key <c>normalize</c>.</param>
public sealed record TrainedModel(SanNetwork Network, int Dimensions, string Normalization)
{
    /// <summary>The key of its training in tables and journals, or empty where there is none.</summary>
    public string Key { get; init; } = "";

    /// <summary>The experiment that it was trained in, or empty where there is none.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>
    /// Samples per second of the signal that it was trained on, behind its filters, or <see langword="null"/> where it is unknown.
    /// </summary>
    public double? SampleRateHz { get; init; }

    /// <summary>The filters of its signal, which come before everything else, or <see langword="null"/> for none.</summary>
    public SignalFilters? Filters { get; init; }

    /// <summary>The channel that it was trained on, or empty where there is no name.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The unit of the signal, or empty where there is none.</summary>
    public string Units { get; init; } = "";

    /// <summary>The epoch that its weights are from.</summary>
    public int Epoch { get; init; }

    /// <summary>Mean CR⁻¹ of Eq. (4) on the test examples, or <see langword="null"/> where nothing was tested.</summary>
    public double? InverseCompressionRatio { get; init; }

    /// <summary>Mean L̃ of Eq. (5) on the test examples, or <see langword="null"/> where nothing was tested.</summary>
    public double? NormalizedReconstructionLoss { get; init; }

    /// <summary>φ̄ of Eq. (7) on the test examples, or <see langword="null"/> where nothing was tested.</summary>
    public double? MeanPhi { get; init; }

    /// <summary>The digest of its training. It is empty if there is none.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The digest of the examples that it was trained, chosen and tested on. It is empty where they are not known.</summary>
    public string DataDigest { get; init; } = "";

    /// <summary>The event statistics of each kernel on the training and validation windows. Images have none.</summary>
    public IReadOnlyList<KernelStatistics> Statistics { get; init; } = [];
}

/// <summary>The event statistics of a kernel on the training and validation windows (docs/method/extensions.md, 6.7).</summary>
/// <param name="PositiveEnergy">Σa² of the positive amplitudes.</param>
/// <param name="NegativeEnergy">Σa² of the negative amplitudes.</param>
/// <param name="LargeMagnitude">The 0.9 quantile of |a| · max|w|, 0 without events. Nine of ten events do not exceed it.</param>
public sealed record KernelStatistics(double PositiveEnergy, double NegativeEnergy, double LargeMagnitude)
{
    /// <summary>The statistics of amplitudes.</summary>
    /// <param name="amplitudes">The amplitudes, in the order in which their squares are added.</param>
    /// <param name="kernel">The weights of the kernel.</param>
    public static KernelStatistics Of(IReadOnlyList<float> amplitudes, ReadOnlySpan<float> kernel)
    {
        float largest = 0;
        foreach (float weight in kernel)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        double[] magnitudes = new double[amplitudes.Count];
        double positive = 0, negative = 0;
        for (int i = 0; i < magnitudes.Length; i++)
        {
            double amplitude = amplitudes[i];
            magnitudes[i] = Math.Abs(amplitude) * largest;
            positive += amplitude > 0 ? amplitude * amplitude : 0;
            negative += amplitude < 0 ? amplitude * amplitude : 0;
        }

        Array.Sort(magnitudes);
        int at = (int)Math.Ceiling(0.9 * magnitudes.Length) - 1;
        return new KernelStatistics(
            positive,
            negative,
            magnitudes.Length == 0 ? 0 : magnitudes[Math.Max(0, at)]);
    }
}
