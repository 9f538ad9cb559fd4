using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Networks.Growth;

/// <summary>
/// Modes and the choice of those that take part in an example (docs/method/extensions.md, 5.2). A mode is one or more kernels
/// that were trained together. Everything is computed by plain loops in double precision.
/// </summary>
/// <param name="kind">The modes that take part.</param>
/// <param name="modes">The kernels of each mode, <c>[m] float32</c>.</param>
/// <param name="activation">The activation.</param>
/// <param name="registry">The activations that it can name.</param>
/// <param name="isTransposed">Whether the decoder is the transpose of the encoder.</param>
internal sealed class Gate(
    ModeGate kind,
    IReadOnlyList<IReadOnlyList<float[]>> modes,
    ActivationConfig activation,
    IActivationRegistry registry,
    bool isTransposed)
{
    // All subsets of more modes would be too many.
    private const int MostInFull = 4;

    /// <summary>W: the samples of all kernels of all modes. A mode that is silent on an example is charged too.</summary>
    public int WeightCount { get; } = modes.Sum(m => m.Sum(k => k.Length));

    /// <summary>The chosen modes of an example and what they make of it.</summary>
    /// <param name="x">The example, <c>[n]</c>.</param>
    public GatedExample Of(ReadOnlySpan<float> x)
    {
        float[] example = x.ToArray();
        if (kind != ModeGate.Example)
        {
            return Encode(example, [.. Enumerable.Range(0, modes.Count)]);
        }

        return modes.Count <= MostInFull ? Least(example, Subsets()) : Greedy(example);
    }

    /// <summary>Every example of some.</summary>
    /// <param name="windows">The examples.</param>
    public IReadOnlyList<GatedExample> Each(SignalWindows windows) =>
        [.. Enumerable.Range(0, windows.Count).Select(i => Of(windows[i]))];

    /// <summary>The residuals x - x̂ of examples, one after another.</summary>
    /// <param name="windows">The examples.</param>
    public float[] Residuals(SignalWindows windows)
    {
        float[] residuals = windows.Samples.ToArray();
        for (int i = 0; i < windows.Count; i++)
        {
            float[] made = Of(windows[i]).Reconstruction;
            for (int t = 0; t < made.Length; t++)
            {
                residuals[(i * windows.Length) + t] -= made[t];
            }
        }

        return residuals;
    }

    /// <summary>The non-empty subsets in the order of binary counting.</summary>
    private IEnumerable<int[]> Subsets() => Enumerable.Range(1, (1 << modes.Count) - 1)
        .Select(bits => Enumerable.Range(0, modes.Count).Where(m => (bits >> m & 1) == 1).ToArray());

    private GatedExample Least(float[] x, IEnumerable<int[]> subsets)
    {
        GatedExample? best = null;
        foreach (GatedExample one in subsets.Select(s => Encode(x, s)))
        {
            best = best is null || one.Score.Phi < best.Score.Phi ? one : best;
        }

        return best!;
    }

    /// <summary>The best mode alone, then the mode that lowers φ most, as long as one does.</summary>
    private GatedExample Greedy(float[] x)
    {
        GatedExample best = Least(x, Enumerable.Range(0, modes.Count).Select(m => new[] { m }));
        while (best.Modes.Count < modes.Count)
        {
            GatedExample next = Least(x, Enumerable.Range(0, modes.Count)
                .Where(m => !best.Modes.Contains(m))
                .Select(m => best.Modes.Append(m).Order().ToArray()));
            if (!(next.Score.Phi < best.Score.Phi))
            {
                break;
            }

            best = next;
        }

        return best;
    }

    private GatedExample Encode(float[] x, int[] subset)
    {
        (float[] made, int count) = SignalForward.Run([.. subset.SelectMany(m => modes[m])], activation, registry, isTransposed, x);
        (double error, double sum) = (0, 0);
        for (int t = 0; t < x.Length; t++)
        {
            error += Math.Abs((double)made[t] - x[t]);
            sum += Math.Abs((double)x[t]);
        }

        return new GatedExample(
            new(subset), PhiScore.InverseCompressionRatioOf(WeightCount, count, dimensions: 1, x.Length), error, sum, made);
    }
}

/// <summary>An example under a gate.</summary>
/// <param name="Modes">The modes that take part, ascending.</param>
/// <param name="InverseCompressionRatio">CR⁻¹ with W of all modes.</param>
/// <param name="AbsoluteError">Σ|x̂ - x|</param>
/// <param name="AbsoluteSum">Σ|x|, 0 for an example that is zero everywhere.</param>
/// <param name="Reconstruction">x̂</param>
internal sealed record GatedExample(
    ValueList<int> Modes, double InverseCompressionRatio, double AbsoluteError, double AbsoluteSum, float[] Reconstruction)
{
    /// <summary>φ and its parts. They are not numbers where the example is zero everywhere.</summary>
    public PhiScore Score => new(InverseCompressionRatio, AbsoluteError / AbsoluteSum);

    /// <summary>The means over examples.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="charge">Weights that are charged in addition, per sample.</param>
    public static PhiMean MeanOf(IEnumerable<GatedExample> examples, double charge = 0)
    {
        PhiAccumulator sum = default;
        foreach (GatedExample example in examples)
        {
            sum.Add(example.InverseCompressionRatio + charge, example.AbsoluteError, example.AbsoluteSum);
        }

        return sum.Mean;
    }
}
