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

/// <summary>Per sample: asks for a scope that no engine runs yet.</summary>
[SparseActivation("per_sample")]
public readonly record struct PerSampleActivation : ISparseActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();
}

/// <summary>Throwing: has a defect whose message takes two lines.</summary>
[SparseActivation("throwing")]
public readonly record struct ThrowingActivation : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => throw new InvalidOperationException("one\r\n  two\n");
}
