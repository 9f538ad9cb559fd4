namespace Sans.Configuration;

/// <summary>The cutting of a signal into examples.</summary>
/// <param name="Samples">Number of samples taken from the start of the signal.</param>
/// <param name="Length">Number of samples of one window.</param>
public sealed record WindowConfig(Sweep<int> Samples, Sweep<int> Length)
{
    /// <summary>Number of windows drawn at random from all, or <see langword="null"/> to use them in their order.</summary>
    public Sweep<int>? Draw { get; init; }

    /// <summary>The seed of the draw, or <see langword="null"/> for 0.</summary>
    public Sweep<int>? DrawSeed { get; init; }

    /// <summary>The number of samples that means all of them.</summary>
    public const int AllSamples = 100_000_001;
}

/// <summary>
/// The sizes of the parts: windows from the start of the signal, or published examples in the order of their files. If recordings
/// or subjects are split, they are shares.
/// </summary>
/// <param name="Train">Number or share of examples to train on.</param>
/// <param name="Validation">Number or share of examples for every choice.</param>
/// <param name="Test">Number or share of examples to test on.</param>
/// <param name="By">The units that are counted.</param>
public sealed record SplitConfig(Sweep<int> Train, Sweep<int> Validation, Sweep<int> Test, SplitBy By = SplitBy.Window);

/// <summary>The units that a split distributes.</summary>
public enum SplitBy
{
    /// <summary>Windows or examples, in order: the numbers are the sizes of the parts.</summary>
    Window,

    /// <summary>Whole recordings, in order: the numbers are the shares of the parts.</summary>
    Recording,

    /// <summary>All recordings of a subject together: the numbers are the shares of the parts.</summary>
    Subject,
}

/// <summary>The normalisation of examples before training.</summary>
public enum Normalization
{
    /// <summary>No normalisation.</summary>
    None,

    /// <summary>Subtract the mean, divide by the standard deviation with n - 1 in its denominator.</summary>
    Standardize,

    /// <summary>A linear map of the whole dataset, from its least and greatest value to 0 and 1.</summary>
    Unit,

    /// <summary>A linear map of the whole dataset, from its least and greatest value to -1 and 1.</summary>
    Symmetric,
}

/// <summary>The treatment of missing samples, windows without variance, and signals that end too early.</summary>
public enum InvalidData
{
    /// <summary>The dataset cannot be used.</summary>
    Error,

    /// <summary>Such windows are left out. Tables state how many.</summary>
    SkipWindow,

    /// <summary>Missing samples are interpolated between their neighbours. Tables state how many. The rest is an error.</summary>
    Interpolate,
}
