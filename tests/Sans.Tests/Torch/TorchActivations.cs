using Sans.Core.Activations;
using Sans.Torch.Activations;
using static TorchSharp.torch;

namespace Sans.Tests.Torch;

/// <summary>A threshold at a share of the largest magnitude of a map, with a tensor form.</summary>
/// <param name="Share">Share of the largest magnitude that a value must reach.</param>
[SparseActivation("per_map_threshold")]
[TensorForm(typeof(PerMapThresholdForm))]
public readonly record struct PerMapThreshold(float Share = 0.5f) : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        ReadOnlySpan<float> similarity = context.Similarity;
        float threshold = Share * Math.Abs(similarity[Magnitude.IndexOfLargest(similarity)]);
        for (int p = 0; p < similarity.Length; p++)
        {
            if (Math.Abs(similarity[p]) >= threshold)
            {
                support.Add(p);
            }
        }
    }
}

/// <summary>The tensor form of the threshold.</summary>
public sealed class PerMapThresholdForm : ITensorForm<PerMapThreshold>
{
    public ITensorSelection Prepare(PerMapThreshold activation, MapLayout maps) => new Selection(activation.Share);

    private sealed class Selection(float share) : ITensorSelection
    {
        public Tensor Select(Tensor similarity, SelectionPhase phase)
        {
            Tensor magnitudes = similarity.abs();
            return magnitudes.ge(magnitudes.amax([-2, -1], keepdim: true) * share);
        }
    }
}

/// <summary>
/// Keeps the largest magnitude of the first half. During a training, it sees more and more of the map.
/// </summary>
[SparseActivation("widening")]
public readonly record struct Widening : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int seen = (int)(context.Length * (1 + context.Progress) / 2);
        support.Add(Magnitude.IndexOfLargest(context.Similarity[..seen]));
    }
}

/// <summary>Fails in a batch with a kernel of eleven samples.</summary>
[SparseActivation("throwing_at_eleven")]
public readonly record struct ThrowingAtEleven : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        if (context.KernelSize == 11)
        {
            throw new InvalidOperationException("one\ntwo");
        }

        support.AddAll();
    }
}

/// <summary>Takes all memory if there are too many channels.</summary>
[SparseActivation("greedy")]
[TensorForm(typeof(GreedyForm))]
public readonly record struct Greedy : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();
}

/// <summary>The tensor form of <see cref="Greedy"/>.</summary>
public sealed class GreedyForm : ITensorForm<Greedy>
{
    public static int MostChannels { get; set; }

    public ITensorSelection Prepare(Greedy activation, MapLayout maps) => new Selection();

    private sealed class Selection : ITensorSelection
    {
        public Tensor Select(Tensor similarity, SelectionPhase phase) => similarity.shape[1] <= MostChannels
            ? similarity.gt(0)

            // The size is beyond any machine. The library then gives its usual message about memory.
            : empty([1L << 60], ScalarType.Float32).gt(0);
    }
}

/// <summary>Keeps everything. Its tensor form counts examples.</summary>
[SparseActivation("counting")]
[TensorForm(typeof(CountingForm))]
public readonly record struct Counting : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();
}

/// <summary>The tensor form of <see cref="Counting"/>. It counts the examples of evaluations.</summary>
public sealed class CountingForm : ITensorForm<Counting>
{
    public static int EvaluatedExamples { get; set; }

    public ITensorSelection Prepare(Counting activation, MapLayout maps) => new Selection();

    private sealed class Selection : ITensorSelection
    {
        public Tensor Select(Tensor similarity, SelectionPhase phase)
        {
            EvaluatedExamples += phase == SelectionPhase.Evaluation ? (int)similarity.shape[0] : 0;
            return ones_like(similarity, ScalarType.Bool);
        }
    }
}
