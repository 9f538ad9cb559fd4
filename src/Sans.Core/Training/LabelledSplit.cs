namespace Sans.Core.Training;

/// <summary>The training data of a classifier: examples or their reconstructions by a frozen network, with their classes.</summary>
public sealed record LabelledSplit
{
    /// <summary>Puts examples and classes together.</summary>
    /// <param name="train">Examples to learn from.</param>
    /// <param name="validation">Examples to choose by.</param>
    /// <param name="test">Examples for the table.</param>
    /// <param name="labels">The class of each.</param>
    /// <exception cref="ArgumentException">Counts or shapes differ, or a class is out of range.</exception>
    public LabelledSplit(SignalWindows train, SignalWindows validation, SignalWindows test, ClassLabels labels)
    {
        (Train, Validation, Test, Labels) = (train, validation, test, labels);
        Require(train, labels.Train, nameof(train));
        Require(validation, labels.Validation, nameof(validation));
        Require(test, labels.Test, nameof(test));
    }

    /// <summary>The training examples.</summary>
    public SignalWindows Train { get; }

    /// <summary>The validation examples, by which weights are chosen.</summary>
    public SignalWindows Validation { get; }

    /// <summary>The test examples.</summary>
    public SignalWindows Test { get; }

    /// <summary>The class of each example.</summary>
    public ClassLabels Labels { get; }

    /// <summary>The examples of a part.</summary>
    public SignalWindows Part(SplitPart part) => part switch
    {
        SplitPart.Train => Train,
        SplitPart.Validation => Validation,
        _ => Test,
    };

    private void Require(SignalWindows examples, IReadOnlyList<int> classes, string part)
    {
        if (examples.Count == 0 || examples.Count != classes.Count || examples.Shape != Train.Shape)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{examples.Count} examples of {examples.Shape} with {classes.Count} classes: expected ")
                    + FormattableString.Invariant($"as many of both, at least one, of shape {Train.Shape}"), part);
        }

        if (classes.Any(c => c < 0 || c >= Labels.ClassCount))
        {
            throw new ArgumentException(FormattableString.Invariant($"a class is not in [0, {Labels.ClassCount})"), part);
        }
    }
}
