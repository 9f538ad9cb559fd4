using Sans.Configuration.Kinds.Networks;

namespace Sans.Configuration;

/// <summary>How a signal is cut into examples, each number with one value or several, which multiply.</summary>
/// <param name="Samples">Samples taken from the start of the signal.</param>
/// <param name="Length">Samples of one window.</param>
public sealed record WindowGrid(Sweep<int> Samples, Sweep<int> Length)
{
    /// <summary>The one point of the grid.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public WindowConfig Single => new(Samples.Value, Length.Value);
}

/// <summary>Numbers of examples, each with one value or several, which multiply.</summary>
/// <param name="Train">Trained on.</param>
/// <param name="Validation">For every choice.</param>
/// <param name="Test">For the table.</param>
/// <param name="By">What is counted.</param>
public sealed record SplitGrid(Sweep<int> Train, Sweep<int> Validation, Sweep<int> Test, SplitBy By = SplitBy.Window)
{
    /// <summary>The one point of the grid.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public SplitConfig Single => new(Train.Value, Validation.Value, Test.Value, By);

    /// <summary>A split that is not swept.</summary>
    public static implicit operator SplitGrid(SplitConfig split) => new(split.Train, split.Validation, split.Test, split.By);
}

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
