using System.Numerics;
using Sans.Core.Training;

namespace Sans.Benchmarks.Csc;

/// <summary>
/// The size of codes in bits, and what they then lose. Amplitudes have 8 bits, and positions are the differences to the
/// position before them. φ counts numbers and knows no bits, so it is no rate of compression.
/// </summary>
/// <param name="BitsPerSample">Bits of the codes by the samples of the windows.</param>
/// <param name="KernelBits">Bits of all atoms, 8 for a sample, which are needed once for a recording.</param>
/// <param name="Prd">100 √(Σ(x - x̂)² / Σx²) over all windows, with rounded atoms and amplitudes.</param>
internal sealed record CscBits(double BitsPerSample, int KernelBits, double Prd)
{
    private const int AmplitudeBits = 8;
    private const int ScaleBits = 32;
    private const int RiceBits = 4;
    private const int Levels = 127;

    /// <summary>Measures codes.</summary>
    /// <param name="code">The codes.</param>
    /// <param name="examples">Their windows.</param>
    public static CscBits Of(CscCode code, SignalWindows examples)
    {
        float[][] atoms = [.. code.Atoms.Select(Rounded)];
        CscCode rounded = new(atoms, [.. code.Windows.Select(Rounded)]);
        long bits = 0;
        double error = 0, energy = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            ReadOnlySpan<float> x = examples[i];
            bits += Size(code.Windows[i], atoms);
            double[] reconstruction = rounded.Reconstruct(rounded.Windows[i], x.Length);
            for (int t = 0; t < x.Length; t++)
            {
                error += (x[t] - reconstruction[t]) * (x[t] - reconstruction[t]);
                energy += (double)x[t] * x[t];
            }
        }

        return new CscBits(
            bits / ((double)examples.Count * examples.Length),
            atoms.Sum(a => ScaleBits + (AmplitudeBits * a.Length)),
            100 * Math.Sqrt(error / energy));
    }

    /// <summary>
    /// The bits of a window. They are the count, a scale, the parameter of Rice's code, and the events. An event is a kernel, the
    /// difference of its position by Rice's code, and an amplitude.
    /// </summary>
    /// <param name="events">The events.</param>
    /// <param name="atoms">The atoms, whose sizes say where the first event can begin.</param>
    public static int Size(IReadOnlyCollection<CscEvent> events, float[][] atoms)
    {
        int[] starts = [.. events.Where(e => e.Amplitude != 0).Select(e => e.Start).Order()];
        int count = Gamma(starts.Length + 1);
        if (starts.Length == 0)
        {
            return count;
        }

        int before = 1 - atoms.Max(a => a.Length);
        int[] differences = [.. starts.Select((s, i) => s - (i == 0 ? before : starts[i - 1]))];
        int kernelBits = BitOperations.Log2((uint)(2 * atoms.Length) - 1);
        int positions = Enumerable.Range(0, 1 << RiceBits).Min(k => differences.Sum(d => Rice(d, k)));
        return count + ScaleBits + RiceBits + positions + (starts.Length * (kernelBits + AmplitudeBits));
    }

    /// <summary>The length of Elias' gamma code of a number from 1.</summary>
    private static int Gamma(int number) => (2 * BitOperations.Log2((uint)number)) + 1;

    /// <summary>The length of Rice's code: the quotient by 2ᵏ in unary, and k bits.</summary>
    private static int Rice(int number, int k) => (number >> k) + 1 + k;

    private static float[] Rounded(float[] atom)
    {
        float step = atom.Max(Math.Abs) / Levels;
        return step > 0 ? [.. atom.Select(v => MathF.Round(v / step) * step)] : atom;
    }

    private static CscEvent[] Rounded(CscEvent[] events)
    {
        double step = events.Length == 0 ? 0 : events.Max(e => Math.Abs(e.Amplitude)) / Levels;
        return step > 0 ? [.. events.Select(e => e with { Amplitude = Math.Round(e.Amplitude / step) * step })] : events;
    }
}
