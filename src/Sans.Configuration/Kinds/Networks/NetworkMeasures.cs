namespace Sans.Configuration.Kinds.Networks;

/// <summary>The names of what can be measured of a trained network beside φ.</summary>
public static class NetworkMeasures
{
    /// <summary>Non-zero activations of a test example.</summary>
    public const string KeptValues = "kept_values";

    /// <summary>The share of the variance of the test examples that the reconstruction explains.</summary>
    public const string ExplainedVariance = "explained_variance";

    /// <summary>Signal to noise of the reconstruction, in decibels.</summary>
    public const string SignalToNoise = "snr";

    /// <summary>Kernels without an activation on any example.</summary>
    public const string DeadKernels = "dead_kernels";

    /// <summary>Kernels without an activation on the test examples.</summary>
    public const string SilentKernels = "silent_kernels";

    /// <summary>Kernels that are nearly an earlier one, shifted or negative.</summary>
    public const string DuplicateKernels = "duplicate_kernels";

    /// <summary>How well known atoms were found.</summary>
    public const string AtomRecovery = "atom_recovery";

    /// <summary>How well known events were found.</summary>
    public const string EventF1 = "event_f1";

    /// <summary>All names, in the order of tables.</summary>
    public static ValueList<string> All { get; } = new(
        KeptValues, ExplainedVariance, SignalToNoise, DeadKernels, SilentKernels, DuplicateKernels, AtomRecovery, EventF1);
}
