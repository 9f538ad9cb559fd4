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
