using System.ComponentModel.DataAnnotations;
using Sans.Configuration;
using Sans.Core.Numerics;

namespace Sans.Core.Activations;

/// <summary>JumpReLU: values whose magnitude is above a threshold that each kernel learns.</summary>
/// <remarks>
/// The thresholds follow the gradient of φ, and the kernels that of the loss. Only values within half a bandwidth of the
/// threshold have a say in it. Adam moves the logarithm of a threshold five times as fast as kernels.
/// </remarks>
/// <param name="Threshold">The threshold of each kernel before the first step.</param>
/// <param name="Bandwidth">The width of the band around a threshold, in which values have a say in its gradient.</param>
/// <param name="Candidates">The positions that may be kept.</param>
/// <param name="BorderTolerance">Samples by which the distance of extrema is shorter than the kernel, 0 by default.</param>
[SparseActivation("jump_relu", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct JumpRelu(
    [Range(1e-6, 1e6)] double Threshold = 0.1,
    [Range(1e-6, 1e6)] double Bandwidth = 0.1,
    CandidateSet Candidates = CandidateSet.All,
    [Range(0, 1_000_000)] int? BorderTolerance = null) : IThresholdActivation
{
    /// <summary>Makes one with the default numbers. Without this constructor, <c>new JumpRelu()</c> would have a threshold of 0.</summary>
    public JumpRelu()
        : this(0.1)
    {
    }

    /// <inheritdoc/>
    public double LearningRateFactor => 5;

    /// <summary>The logarithm of the threshold of each kernel.</summary>
    /// <inheritdoc/>
    public int StateSize(int kernelCount) => kernelCount;

    /// <inheritdoc/>
    public void Begin(Span<double> state) => state.Fill(PortableMath.Log(Threshold));

    /// <inheritdoc/>
    public bool Keeps(ReadOnlySpan<double> state, int kernel, float similarity) =>
        Math.Abs(similarity) > PortableMath.Exp(state[kernel]);

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        double threshold = PortableMath.Exp(context.State[context.KernelIndex]);
        CandidateValues candidates = context.Workspace<CandidateValues>();
        candidates.TakeMap(context, Candidates, BorderTolerance ?? 0);
        for (int i = 0; i < candidates.Count; i++)
        {
            if (Math.Abs(candidates.Values[i]) > threshold)
            {
                support.Add(candidates.Positions[i]);
            }
        }
    }

    /// <inheritdoc/>
    public void AddGradient(in LearningContext context, Span<double> gradient)
    {
        ExampleCosts costs = context.Costs;
        int kernel = context.Selection.KernelIndex;
        double loss = costs.AbsoluteSum == 0 ? 0 : costs.AbsoluteError / costs.AbsoluteSum;
        double numbers = costs.Dimensions + 1.0;
        double cost = (costs.WeightCount + (numbers * costs.NonZeroCount)) / costs.SampleCount;
        double phi = Math.Sqrt((loss * loss) + (cost * cost));
        (double ofLoss, double ofCount) = SlopesOf(context, PortableMath.Exp(context.Selection.State[kernel]));

        // The factor θ of the chain rule, from θ to its logarithm, is left out (docs/method/extensions.md, 11.3).
        gradient[kernel] += (loss / phi * ofLoss) + (cost / phi * (numbers / costs.SampleCount) * ofCount);
    }

    /// <summary>
    /// The derivatives of the normalised loss and of the count by the threshold. A jump is smoothed over the bandwidth.
    /// </summary>
    /// <param name="context">The map and the costs of the example.</param>
    /// <param name="threshold">θ</param>
    internal (double OfLoss, double OfCount) SlopesOf(in LearningContext context, double threshold)
    {
        CandidateValues candidates = context.Selection.Workspace<CandidateValues>();
        candidates.TakeMap(context.Selection, Candidates, BorderTolerance ?? 0);
        double signed = 0;
        int count = 0;
        for (int i = 0; i < candidates.Count; i++)
        {
            float similarity = candidates.Values[i];
            if (Math.Abs((Math.Abs(similarity) - threshold) / Bandwidth) <= 0.5)
            {
                signed += Math.Sign(similarity) * (double)context.MapGradient[candidates.Positions[i]];
                count++;
            }
        }

        double absoluteSum = context.Costs.AbsoluteSum;
        return (absoluteSum == 0 ? 0 : -(threshold / Bandwidth) * signed / absoluteSum, -count / Bandwidth);
    }
}
