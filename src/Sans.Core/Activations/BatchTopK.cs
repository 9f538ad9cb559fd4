using System.ComponentModel.DataAnnotations;
using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>
/// Batch top-k: the values of largest magnitude over all maps of a batch. Outside of training, a running mean of its thresholds
/// decides.
/// </summary>
/// <remarks>
/// In training, the threshold of a step is the k-th largest magnitude of the batch. Ties may make it more than k values. The
/// running mean τ begins with the threshold of the first step, and each step moves it by a tenth. It belongs to the weights.
/// Zeros are never kept. Cost: O(n) for each map.
/// </remarks>
/// <param name="Density">
/// The budget of a batch: kept values for each cell as large as a kernel. k is this number rounded down, at least 1.
/// </param>
/// <param name="Candidates">The positions that may be kept.</param>
/// <param name="BorderTolerance">Samples by which the distance of extrema is shorter than the kernel, 0 by default.</param>
[SparseActivation("batch_top_k", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct BatchTopK(
    [Range(0.01, 100.0)] double Density = 1,
    CandidateSet Candidates = CandidateSet.All,
    [Range(0, 1_000_000)] int? BorderTolerance = null) : IThresholdActivation
{
    private const double Memory = 0.9;

    // A magnitude is never negative.
    private const double BeforeTheFirstStep = -1;

    /// <summary>Makes one with a density of 1. Without this constructor, <c>new BatchTopK()</c> would have a density of 0.</summary>
    public BatchTopK()
        : this(1)
    {
    }

    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Batch;

    /// <summary>One number: τ.</summary>
    /// <inheritdoc/>
    public int StateSize(int kernelCount) => 1;

    /// <inheritdoc/>
    public void Begin(Span<double> state) => state[0] = BeforeTheFirstStep;

    /// <inheritdoc/>
    public bool Keeps(ReadOnlySpan<double> state, int kernel, float similarity) => Math.Abs(similarity) >= state[0];

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        CandidateValues candidates = context.Workspace<CandidateValues>();
        candidates.TakeAll(context, Candidates, BorderTolerance ?? 0);
        ref double mean = ref context.State[0];
        double threshold = mean;
        if (context.Phase == SelectionPhase.Training)
        {
            threshold = ThresholdOf(candidates, CandidateValues.BudgetOf(context, Density));
            mean = mean < 0 ? threshold : (Memory * mean) + ((1 - Memory) * threshold);
        }

        for (int i = 0; i < candidates.Count; i++)
        {
            if (Math.Abs(candidates.Values[i]) >= threshold)
            {
                support.Add(candidates.Positions[i]);
            }
        }
    }

    /// <summary>The k-th largest magnitude. With fewer candidates it is the least, and 0 with none.</summary>
    private static float ThresholdOf(CandidateValues candidates, int k)
    {
        float least = float.PositiveInfinity;
        foreach (int index in candidates.Largest(k))
        {
            least = Math.Min(least, Math.Abs(candidates.Values[index]));
        }

        return float.IsPositiveInfinity(least) ? 0 : least;
    }
}
