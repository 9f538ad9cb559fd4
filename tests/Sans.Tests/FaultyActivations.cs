using Sans.Core.Activations;

namespace Sans.Tests;

/// <summary>Misplaced: adds its positions in the wrong order, as a custom activation might.</summary>
[SparseActivation("misplaced")]
public readonly record struct MisplacedActivation : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        support.Add(3);
        support.Add(1);
    }
}

/// <summary>Throwing: has a defect whose message takes two lines.</summary>
[SparseActivation("throwing")]
public readonly record struct ThrowingActivation : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => throw new InvalidOperationException("one\r\n  two\n");
}
