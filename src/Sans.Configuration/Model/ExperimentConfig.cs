namespace Sans.Configuration;

/// <summary>A whole experiment, checked, with every default filled in. The same type whether generated code or the reader made it.</summary>
/// <param name="Name">Its name: <c>sans run NAME</c>.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Kind">What is trained and measured.</param>
/// <param name="Protocol">Which weights are tested and on what the kernel size is chosen (san-paper.md, section 4).</param>
/// <param name="Datasets">What to train on, in order; labels differ.</param>
/// <param name="Window">How a signal is cut into examples.</param>
/// <param name="Split">Which examples train, validate and test.</param>
/// <param name="Normalization">What is done to each window.</param>
/// <param name="OnInvalid">What is done about samples and windows that cannot be used.</param>
/// <param name="Model">The network.</param>
/// <param name="Activations">The activations, in order; no two equal.</param>
/// <param name="Training">How long and how.</param>
/// <param name="Selection">What is chosen rather than listed.</param>
/// <param name="Seeds">The seeds, each at least 0.</param>
public sealed record ExperimentConfig(
    string Name,
    string Title,
    ExperimentKind Kind,
    Protocol Protocol,
    ValueList<DatasetConfig> Datasets,
    WindowConfig Window,
    SplitConfig Split,
    Normalization Normalization,
    InvalidData OnInvalid,
    ModelConfig Model,
    ValueList<ActivationConfig> Activations,
    TrainingConfig Training,
    SelectionConfig Selection,
    Sweep Seeds);

/// <summary>What an experiment trains and measures.</summary>
public enum ExperimentKind
{
    /// <summary>Sparsely activated networks that reconstruct their input, measured by φ.</summary>
    Reconstruction,
}

/// <summary>The two readings of the paper (san-paper.md, section 4).</summary>
public enum Protocol
{
    /// <summary>A true copy of the epoch of least validation mean φ; the kernel size chosen on validation.</summary>
    Honest,

    /// <summary>The weights of the last epoch; the kernel size chosen on the test set, as in the printed tables.</summary>
    AsPublished,
}

/// <summary>What is done to each window before training.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Subtract the mean, divide by the standard deviation with n - 1 in its denominator.</summary>
    Standardize,
}

/// <summary>What is done about samples that are missing, windows without variance, and signals that end too early.</summary>
public enum InvalidData
{
    /// <summary>The dataset cannot be used.</summary>
    Error,

    /// <summary>A window with such a sample, without variance, or behind the end is left out; tables say how many.</summary>
    SkipWindow,

    /// <summary>Missing samples lie on a line between their neighbours; tables say how many. The rest is an error.</summary>
    Interpolate,
}

/// <summary>The training loss L.</summary>
public enum Loss
{
    /// <summary>Mean absolute error, Eq. (14).</summary>
    MeanAbsoluteError,
}

/// <summary>By what the kernel size of a table row is chosen.</summary>
public enum KernelSizeSelection
{
    /// <summary>Not chosen: a row for each.</summary>
    None,

    /// <summary>The least mean φ over the seeds; the smaller size wins a tie.</summary>
    MeanPhi,
}

/// <summary>One dataset and its parameters.</summary>
/// <param name="Name">The dataset, such as <c>synthetic_motifs</c>.</param>
/// <param name="Label">What tables print and random streams are keyed by.</param>
/// <param name="Parameters">All parameters but the label, in the order of the schema.</param>
public sealed record DatasetConfig(string Name, string Label, ValueList<Parameter> Parameters);

/// <summary>One activation and its parameters.</summary>
/// <param name="Name">The registered name, such as <c>extrema</c>.</param>
/// <param name="Parameters">Its parameters in the order of the schema; those that follow from the kernel size are absent.</param>
public sealed record ActivationConfig(string Name, ValueList<Parameter> Parameters)
{
    /// <summary>Name and parameters in one line: <c>extrema(border_tolerance=3)</c>.</summary>
    public override string ToString() =>
        Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters.Select(p => $"{p.Name}={p.Text}"))})";
}

/// <summary>A named value: a <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>.</summary>
public sealed record Parameter(string Name, object Value)
{
    /// <summary>The value as YAML writes it.</summary>
    public string Text => ResolvedYaml.Scalar(Value);
}

/// <summary>How a signal is cut into examples.</summary>
/// <param name="Samples">Samples taken from the start of the signal.</param>
/// <param name="Length">Samples of one window.</param>
public sealed record WindowConfig(int Samples, int Length);

/// <summary>Numbers of windows, in order from the start of the signal.</summary>
public sealed record SplitConfig(int Train, int Validation, int Test);

/// <summary>The network: <paramref name="KernelCount"/> kernels q of equal size m, one trial per size.</summary>
public sealed record ModelConfig(int KernelCount, Sweep KernelSizes);

/// <summary>How long and how to train.</summary>
/// <param name="Epochs">Passes over the training windows.</param>
/// <param name="BatchSize">Windows per update; the last incomplete batch is kept.</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="Adam">How weights move.</param>
public sealed record TrainingConfig(int Epochs, int BatchSize, Loss Loss, AdamConfig Adam);

/// <summary>Adam with bias correction.</summary>
/// <param name="LearningRate">Step size, above 0.</param>
/// <param name="Beta1">Decay of the first moment, in [0, 1).</param>
/// <param name="Beta2">Decay of the second moment, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the bias-corrected second moment, above 0.</param>
public sealed record AdamConfig(double LearningRate, double Beta1, double Beta2, double Epsilon);

/// <summary>What is chosen rather than listed.</summary>
public sealed record SelectionConfig(KernelSizeSelection KernelSize);
