using System.ComponentModel.DataAnnotations;
using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>Top-k per sample: the k values of largest magnitude over the maps of all kernels of an example.</summary>
/// <remarks>
/// One budget serves all kernels. Ties go to the lower kernel, then to the lower position. Zeros are never kept. Cost: O(n) for
/// each map.
/// </remarks>
/// <param name="Density">
/// The budget of an example: kept values for each cell as large as a kernel. k is this number rounded down, at least 1.
/// </param>
/// <param name="Candidates">The positions that may be kept.</param>
/// <param name="BorderTolerance">Samples by which the distance of extrema is shorter than the kernel, 0 by default.</param>
[SparseActivation("top_k_sample", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct TopKSample(
    [Range(0.01, 100.0)] double Density = 1,
    CandidateSet Candidates = CandidateSet.All,
    [Range(0, 1_000_000)] int? BorderTolerance = null) : ISparseActivation
{
    /// <summary>Makes one with a density of 1. Without this constructor, <c>new TopKSample()</c> would have a density of 0.</summary>
    public TopKSample()
        : this(1)
    {
    }

    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        CandidateValues candidates = context.Workspace<CandidateValues>();
        candidates.TakeAll(context, Candidates, BorderTolerance ?? 0);
        foreach (int index in candidates.Largest(CandidateValues.BudgetOf(context, Density)))
        {
            support.Add(candidates.Positions[index]);
        }
    }
}
