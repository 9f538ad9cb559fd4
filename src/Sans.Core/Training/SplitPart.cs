namespace Sans.Core.Training;

/// <summary>The examples of a dataset by their use.</summary>
public enum SplitPart
{
    /// <summary>The training examples.</summary>
    Train,

    /// <summary>The validation examples, by which weights are chosen.</summary>
    Validation,

    /// <summary>The test examples, whose measures stand in tables.</summary>
    Test,
}
