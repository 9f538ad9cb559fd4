namespace Sans.Configuration;

/// <summary>How a signal is cut into examples.</summary>
/// <param name="Samples">Samples taken from the start of the signal.</param>
/// <param name="Length">Samples of one window.</param>
public sealed record WindowConfig(Sweep<int> Samples, Sweep<int> Length);

/// <summary>
/// Numbers of windows, in order from the start of the signal, or of published examples, in the order of their files; shares of whole recordings or subjects where those are
/// split.
/// </summary>
/// <param name="Train">Trained on.</param>
/// <param name="Validation">For every choice.</param>
/// <param name="Test">For the table.</param>
/// <param name="By">What is counted.</param>
public sealed record SplitConfig(Sweep<int> Train, Sweep<int> Validation, Sweep<int> Test, SplitBy By = SplitBy.Window);

/// <summary>What is split.</summary>
public enum SplitBy
{
    /// <summary>Windows or examples, in order: so many train, validate and test.</summary>
    Window,

    /// <summary>Whole recordings, in order: the numbers are the shares of the parts.</summary>
    Recording,

    /// <summary>All recordings of a subject together: the numbers are the shares of the parts.</summary>
    Subject,
}
