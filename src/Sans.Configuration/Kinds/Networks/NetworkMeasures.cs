namespace Sans.Configuration.Kinds.Networks;

/// <summary>The names of measures of a trained network beside φ.</summary>
public static class NetworkMeasures
{
    /// <summary>Non-zero activations of a test example.</summary>
    public const string KeptValues = "kept_values";

    /// <summary>The share of the variance of the test examples that the reconstruction explains.</summary>
    public const string ExplainedVariance = "explained_variance";

    /// <summary>Signal-to-noise ratio of the reconstruction, in decibels.</summary>
    public const string SignalToNoise = "snr";

    /// <summary>Kernels without an activation on any example.</summary>
    public const string DeadKernels = "dead_kernels";

    /// <summary>Kernels without an activation on the test examples.</summary>
    public const string SilentKernels = "silent_kernels";

    /// <summary>Kernels that nearly equal an earlier one, shifted or negated.</summary>
    public const string DuplicateKernels = "duplicate_kernels";

    /// <summary>The similarity of found atoms to known ones.</summary>
    public const string AtomRecovery = "atom_recovery";

    /// <summary>The F1 score of found events against known ones.</summary>
    public const string EventF1 = "event_f1";

    /// <summary>φ̄ of the test examples with amplitudes of least squares at the kept positions.</summary>
    public const string RefittedPhi = "refitted_phi";

    /// <summary>All names, in the order of tables.</summary>
    public static ValueList<string> All { get; } = new(
        KeptValues, ExplainedVariance, SignalToNoise, DeadKernels, SilentKernels, DuplicateKernels, AtomRecovery, EventF1, RefittedPhi);
}
