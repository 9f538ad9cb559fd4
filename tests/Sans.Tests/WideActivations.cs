using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using Sans.Configuration;
using Sans.Core.Activations;

namespace Sans.Tests;

/// <summary>ReLU per sample: the positive values of all maps of a sample.</summary>
[SparseActivation("relu_sample", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct ReluOfSample : ISparseActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => PositiveValues.Add(context, ref support);
}

/// <summary>ReLU per batch: the positive values of all maps of a batch. The activation also counts the steps.</summary>
[SparseActivation("relu_batch", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct ReluOfBatch : ILearnedActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Batch;

    /// <inheritdoc/>
    public int StateSize(int kernelCount) => 2;

    /// <inheritdoc/>
    public void Begin(Span<double> state) => state[1] = 0.5;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        PositiveValues.Add(context, ref support);
        context.State[0] += context.Phase == SelectionPhase.Training ? 1 : 0;
    }
}

/// <summary>Copied identity: keeps every position, with the similarities as values of its own.</summary>
[SparseActivation("identity_values", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct IdentityValues : IValuedActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();

    /// <inheritdoc/>
    public void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes) => slopes.Fill(1);
}

/// <summary>
/// Learned shrinkage: keeps magnitudes above a threshold of each kernel, and subtracts the threshold (a soft
/// threshold).
/// </summary>
/// <param name="Threshold">The threshold before the first step.</param>
[SparseActivation("learned_shrinkage", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct LearnedShrinkage([Range(0.0, 10.0)] double Threshold = 0.2) : IValuedActivation, ILearnedActivation
{
    /// <inheritdoc/>
    public double LearningRateFactor => 2;

    /// <inheritdoc/>
    public int StateSize(int kernelCount) => kernelCount;

    /// <inheritdoc/>
    public void Begin(Span<double> state) => state.Fill(Threshold);

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        float threshold = (float)context.State[context.KernelIndex];
        for (int p = 0; p < context.Length; p++)
        {
            if (Math.Abs(context.Similarity[p]) > threshold && p % context.Shape.RowStride < context.Shape.Width)
            {
                support.Add(p);
            }
        }
    }

    /// <inheritdoc/>
    public void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes)
    {
        float threshold = (float)context.State[context.KernelIndex];
        foreach (ref float value in values)
        {
            value -= Math.Sign(value) * threshold;
        }

        slopes.Fill(1);
    }

    /// <inheritdoc/>
    public void AddGradient(in LearningContext context, Span<double> gradient)
    {
        foreach (int p in context.Positions)
        {
            double perSample = (double)context.MapGradient[p] / context.Costs.SampleCount;
            gradient[context.Selection.KernelIndex] -= Math.Sign(context.Selection.Similarity[p]) * perSample;
        }
    }
}

/// <summary>Top-k per sample: the k largest magnitudes over all maps of a sample.</summary>
/// <param name="Density">Kept values for each cell as large as a kernel.</param>
[SparseActivation("top_k_sample")]
public readonly record struct TopKOfAllMaps([Range(0.01, 100.0)] double Density = 1) : ISparseActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        double cells = 0;
        List<(float Magnitude, int Position)> all = [];
        for (int kernel = 0; kernel < context.KernelCount; kernel++)
        {
            cells += context.Length / context.KernelSizeOf(kernel);
            for (int p = 0; p < context.Length; p++)
            {
                all.Add((Math.Abs(context.SampleMap(kernel)[p]), (kernel * context.Length) + p));
            }
        }

        int k = Math.Max(1, (int)Math.Floor(Density * cells));
        foreach (int p in all
            .Where(v => v.Magnitude > 0)
            .OrderByDescending(v => v.Magnitude)
            .ThenBy(v => v.Position)
            .Take(k)
            .Select(v => v.Position)
            .Order())
        {
            support.Add(p);
        }
    }
}

/// <summary>
/// Extrema with one distance for all kernels, in a slow form of the definition. A survivor removes its neighbours of
/// any kernel.
/// </summary>
/// <param name="Distance">The least distance from a survivor.</param>
/// <param name="OfSecond">The least distance from a survivor of the second kernel, where it is another one.</param>
/// <param name="IsNormalized">Whether priorities are magnitudes over norms of kernels.</param>
[SparseActivation("competing_extrema")]
public readonly record struct CompetingExtrema(
    [Range(1, 1000)] int Distance, [Range(1, 1000)] int? OfSecond = null, bool IsNormalized = false) : ISparseActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        List<(double Priority, int Position, int Kernel)> candidates = [];
        for (int kernel = 0; kernel < context.KernelCount; kernel++)
        {
            ReadOnlySpan<float> s = context.SampleMap(kernel);
            double norm = IsNormalized ? Norm(context.Kernel(kernel)) : 1;
            for (int p = 0; p < s.Length; p++)
            {
                if (IsCandidate(s, p))
                {
                    candidates.Add((Math.Abs(s[p]) / norm, p, kernel));
                }
            }
        }

        List<(double Priority, int Position, int Kernel)> kept = [];
        foreach ((double Priority, int Position, int Kernel) candidate in candidates
            .OrderByDescending(c => c.Priority)
            .ThenBy(c => c.Position)
            .ThenBy(c => c.Kernel))
        {
            int distance = Distance;
            int ofSecond = OfSecond ?? distance;
            if (kept.TrueForAll(k => Math.Abs(k.Position - candidate.Position) > (k.Kernel == 1 ? ofSecond : distance)))
            {
                kept.Add(candidate);
            }
        }

        int length = context.Length;
        foreach (int p in kept.Select(k => (k.Kernel * length) + k.Position).Order())
        {
            support.Add(p);
        }
    }

    private static double Norm(ReadOnlySpan<float> kernel)
    {
        double sum = 0;
        foreach (float weight in kernel)
        {
            sum += (double)weight * weight;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Valleys and peaks of docs/method/san-paper.md, 2.4.</summary>
    private static bool IsCandidate(ReadOnlySpan<float> s, int p)
    {
        bool up = p < s.Length - 1 && s[p + 1] - s[p] > 0;
        bool down = p == 0 || s[p] - s[p - 1] <= 0;
        return (up && down && s[p] <= 0) || (!up && !down && s[p] > 0);
    }
}

/// <summary>Top-k per batch: a threshold from all magnitudes of a batch, and its running mean in evaluation.</summary>
/// <param name="Density">Kept values for each cell as large as a kernel.</param>
[SparseActivation("batch_top_k")]
public readonly record struct TopKOfWholeBatch([Range(0.01, 100.0)] double Density = 1) : ILearnedActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Batch;

    /// <inheritdoc/>
    public int StateSize(int kernelCount) => 2;

    /// <inheritdoc/>
    public void Begin(Span<double> state) => state.Clear();

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        Span<double> state = context.State;
        double threshold = state[0];
        if (context.Phase == SelectionPhase.Training)
        {
            threshold = ThresholdOf(context);
            state[0] = state[1] == 0 ? threshold : (0.9 * state[0]) + (0.1 * threshold);
            state[1] = 1;
        }

        for (int map = 0; map < context.ExampleCount * context.KernelCount; map++)
        {
            ReadOnlySpan<float> similarity = context.BatchMap(map / context.KernelCount, map % context.KernelCount);
            for (int p = 0; p < similarity.Length; p++)
            {
                if (Math.Abs(similarity[p]) >= threshold && similarity[p] != 0)
                {
                    support.Add((map * context.Length) + p);
                }
            }
        }
    }

    private double ThresholdOf(in SelectionContext context)
    {
        double cells = 0;
        List<float> magnitudes = [];
        for (int kernel = 0; kernel < context.KernelCount; kernel++)
        {
            cells += context.Length / context.KernelSizeOf(kernel);
            for (int example = 0; example < context.ExampleCount; example++)
            {
                foreach (float value in context.BatchMap(example, kernel))
                {
                    magnitudes.Add(Math.Abs(value));
                }
            }
        }

        int k = Math.Max(1, (int)Math.Floor(context.ExampleCount * Density * cells));
        float[] largest = [.. magnitudes.Where(m => m > 0).OrderDescending().Take(k)];
        return largest.Length == 0 ? 0 : largest[^1];
    }
}

/// <summary>JumpReLU: keeps magnitudes above a learned threshold of each kernel.</summary>
/// <param name="Threshold">θ before the first step.</param>
/// <param name="Bandwidth">ε: how far from a threshold positions have a say.</param>
[SparseActivation("jump_relu")]
public readonly record struct JumpRelu(
    [Range(1e-6, 100.0)] double Threshold = 0.1, [Range(1e-6, 100.0)] double Bandwidth = 0.1) : ILearnedActivation
{
    /// <inheritdoc/>
    public double LearningRateFactor => 5;

    /// <inheritdoc/>
    public int StateSize(int kernelCount) => kernelCount;

    /// <inheritdoc/>
    public void Begin(Span<double> state) => state.Fill(Math.Log(Threshold));

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        double threshold = Math.Exp(context.State[context.KernelIndex]);
        for (int p = 0; p < context.Length; p++)
        {
            if (Math.Abs(context.Similarity[p]) > threshold)
            {
                support.Add(p);
            }
        }
    }

    /// <inheritdoc/>
    public void AddGradient(in LearningContext context, Span<double> gradient)
    {
        ExampleCosts costs = context.Costs;
        double threshold = Math.Exp(context.Selection.State[context.Selection.KernelIndex]);
        (double ofLoss, double ofCount) = Slopes(threshold, context.Selection.Similarity, context.MapGradient, costs.AbsoluteSum);
        double loss = costs.AbsoluteError / costs.AbsoluteSum;
        double cost = (costs.WeightCount + ((costs.Dimensions + 1.0) * costs.NonZeroCount)) / costs.SampleCount;
        double phi = Math.Sqrt((loss * loss) + (cost * cost));
        gradient[context.Selection.KernelIndex] += (loss / phi * ofLoss)
            + (cost / phi * (costs.Dimensions + 1) / costs.SampleCount * ofCount);
    }

    /// <summary>The derivatives ∂L̃/∂θ and ∂A/∂θ.</summary>
    internal (double OfLoss, double OfCount) Slopes(
        double threshold, ReadOnlySpan<float> similarity, ReadOnlySpan<float> mapGradient, double absoluteSum)
    {
        double ofLoss = 0;
        double ofCount = 0;
        for (int p = 0; p < similarity.Length; p++)
        {
            if (Math.Abs((Math.Abs(similarity[p]) - threshold) / Bandwidth) <= 0.5)
            {
                ofLoss -= threshold / Bandwidth * Math.Sign(similarity[p]) * (mapGradient[p] / absoluteSum);
                ofCount -= 1 / Bandwidth;
            }
        }

        return (ofLoss, ofCount);
    }
}

/// <summary>
/// Matching pursuit: subtracts the best atom of all kernels from the residual, step by step. The values are computed
/// from the input, and have no slope.
/// </summary>
/// <param name="Steps">How many times. A position may come again.</param>
[SparseActivation("matching_pursuit")]
public readonly record struct MatchingPursuit([Range(1, 1000)] int Steps = 4) : IValuedActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        double[] residual = [.. context.Input().ToArray().Select(v => (double)v)];
        SortedDictionary<int, double> code = [];
        for (int step = 0; step < Steps; step++)
        {
            (double best, int position, double amplitude) = (0, 0, 0);
            for (int p = 0; p < context.KernelCount * context.Length; p++)
            {
                (double correlation, double energy) = Compare(context, p, residual);
                if (energy > 0 && Math.Abs(correlation) / Math.Sqrt(energy) > best)
                {
                    (best, position, amplitude) = (Math.Abs(correlation) / Math.Sqrt(energy), p, correlation / energy);
                }
            }

            code[position] = code.GetValueOrDefault(position) + amplitude;
            Visit(context, position, (t, weight) => residual[t] -= amplitude * weight);
        }

        // The amplitudes are stored in the working memory until they are added.
        Span<float> amplitudes = MemoryMarshal.Cast<int, float>(context.Scratch);
        foreach ((int position, double amplitude) in code)
        {
            amplitudes[support.Count] = (float)amplitude;
            support.Add(position);
        }
    }

    /// <inheritdoc/>
    public void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes) =>
        MemoryMarshal.Cast<int, float>(context.Scratch)[..values.Length].CopyTo(values);

    private static (double Correlation, double Energy) Compare(in SelectionContext context, int position, double[] residual)
    {
        (double correlation, double energy) = (0, 0);
        Visit(context, position, (t, weight) =>
        {
            correlation += weight * residual[t];
            energy += weight * weight;
        });
        return (correlation, energy);
    }

    /// <summary>Visits the samples of an atom that lie inside of the signal.</summary>
    private static void Visit(in SelectionContext context, int position, Action<int, double> visit)
    {
        ReadOnlySpan<float> kernel = context.Kernel(position / context.Length);
        int start = (position % context.Length) - (context.UsesTransposedDecoder ? (kernel.Length - 1) / 2 : kernel.Length / 2);
        for (int u = 0; u < kernel.Length; u++)
        {
            if (start + u >= 0 && start + u < context.Length)
            {
                visit(start + u, kernel[context.UsesTransposedDecoder ? u : kernel.Length - 1 - u]);
            }
        }
    }
}

/// <summary>The common part of both forms of ReLU.</summary>
internal static class PositiveValues
{
    /// <summary>Adds the positive values of all maps.</summary>
    public static void Add(in SelectionContext context, ref SupportBuilder support)
    {
        for (int map = 0; map < context.ExampleCount * context.KernelCount; map++)
        {
            ReadOnlySpan<float> similarity = context.BatchMap(map / context.KernelCount, map % context.KernelCount);
            for (int p = 0; p < similarity.Length; p++)
            {
                if (similarity[p] > 0)
                {
                    support.Add((map * context.Length) + p);
                }
            }
        }
    }
}
