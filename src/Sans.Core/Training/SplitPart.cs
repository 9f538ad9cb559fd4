namespace Sans.Core.Training;

/// <summary>The examples of a dataset by their use.</summary>
public enum SplitPart
{
    /// <summary>Examples to learn from.</summary>
    Train,

    /// <summary>Examples to choose by.</summary>
    Validation,

    /// <summary>Examples for the table.</summary>
    Test,
}
