namespace Sans.Core.Training;

/// <summary>The class of each example of a dataset.</summary>
/// <param name="ClassCount">Number of classes, at least 2.</param>
/// <param name="Train">Class of each training example, in [0, ClassCount).</param>
/// <param name="Validation">Class of each validation example.</param>
/// <param name="Test">Class of each test example.</param>
public sealed record ClassLabels(int ClassCount, IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>The class of each example of a part.</summary>
    public IReadOnlyList<int> Part(SplitPart part) => part switch
    {
        SplitPart.Train => Train,
        SplitPart.Validation => Validation,
        _ => Test,
    };
}
