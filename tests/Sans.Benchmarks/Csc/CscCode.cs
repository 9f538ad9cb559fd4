using Sans.Core.Phi;
using Sans.Core.Pursuit;
using Sans.Core.Training;

namespace Sans.Benchmarks.Csc;

/// <summary>An atom of a code.</summary>
/// <param name="Kernel">The index of the atom.</param>
/// <param name="Start">The sample of the window at which the atom begins. It may lie before the window.</param>
/// <param name="Amplitude">The factor of the atom.</param>
internal readonly record struct CscEvent(int Kernel, int Start, double Amplitude);

/// <summary>
/// The codes of windows by any program: sums of shifted atoms. All programs are measured here, so that φ means the same for
/// each.
/// </summary>
/// <param name="atoms">The atoms.</param>
/// <param name="windows">The events of each window.</param>
internal sealed class CscCode(float[][] atoms, IReadOnlyList<CscEvent[]> windows)
{
    /// <summary>The atoms.</summary>
    public float[][] Atoms => atoms;

    /// <summary>The events of each window.</summary>
    public IReadOnlyList<CscEvent[]> Windows => windows;

    /// <summary>The mean number of events of a window, without those of amplitude 0.</summary>
    public double MeanCount => windows.Average(w => w.Count(e => e.Amplitude != 0));

    /// <summary>The mean CR⁻¹, loss and φ of these codes.</summary>
    /// <param name="examples">The windows, in the order of the codes.</param>
    public PhiMean Phi(SignalWindows examples)
    {
        RequireCodesOf(examples);
        PhiAccumulator phi = default;
        for (int i = 0; i < examples.Count; i++)
        {
            ReadOnlySpan<float> x = examples[i];
            double[] reconstruction = Reconstruct(windows[i], x.Length);
            double error = 0, sum = 0;
            for (int t = 0; t < x.Length; t++)
            {
                error += Math.Abs(reconstruction[t] - x[t]);
                sum += Math.Abs((double)x[t]);
            }

            int count = windows[i].Count(e => e.Amplitude != 0);
            phi.Add(PhiScore.InverseCompressionRatioOf(atoms.Sum(a => a.Length), count, 1, x.Length), error, sum);
        }

        return phi.Mean;
    }

    /// <summary>The same positions with amplitudes of least squares. Events that depend on others are left out.</summary>
    /// <param name="examples">The windows, in the order of the codes.</param>
    public CscCode Refitted(SignalWindows examples)
    {
        RequireCodesOf(examples);
        return new CscCode(atoms, [.. windows.Select((w, i) => Refit(w, examples[i]))]);
    }

    /// <summary>The sum of the atoms of a window.</summary>
    /// <param name="events">The events of the window.</param>
    /// <param name="length">The number of samples of the window.</param>
    public double[] Reconstruct(IEnumerable<CscEvent> events, int length)
    {
        double[] sum = new double[length];
        foreach (CscEvent e in events)
        {
            float[] atom = atoms[e.Kernel];
            for (int u = Math.Max(0, -e.Start); u < Math.Min(atom.Length, length - e.Start); u++)
            {
                sum[e.Start + u] += e.Amplitude * atom[u];
            }
        }

        return sum;
    }

    private CscEvent[] Refit(CscEvent[] events, ReadOnlySpan<float> x)
    {
        SupportFactor factor = new();
        int length = x.Length;
        List<CscEvent> kept = [];
        List<double> correlations = [];
        foreach (CscEvent e in events.Where(e => e.Amplitude != 0))
        {
            double[] products = [.. kept.Select(k => Product(k, e, length))];
            double norm = Product(e, e, length);
            if (norm > 0 && factor.TryAdd(products, norm))
            {
                kept.Add(e);
                double correlation = 0;
                float[] atom = atoms[e.Kernel];
                for (int u = Math.Max(0, -e.Start); u < Math.Min(atom.Length, x.Length - e.Start); u++)
                {
                    correlation += (double)atom[u] * x[e.Start + u];
                }

                correlations.Add(correlation);
            }
        }

        double[] amplitudes = [.. correlations];
        factor.Solve(amplitudes);
        return [.. kept.Zip(amplitudes, (e, a) => e with { Amplitude = a })];
    }

    /// <summary>The inner product of two atoms at their places, inside a window.</summary>
    private double Product(CscEvent first, CscEvent second, int length)
    {
        (float[] a, float[] b) = (atoms[first.Kernel], atoms[second.Kernel]);
        int end = Math.Min(length, Math.Min(first.Start + a.Length, second.Start + b.Length));
        double sum = 0;
        for (int t = Math.Max(0, Math.Max(first.Start, second.Start)); t < end; t++)
        {
            sum += (double)a[t - first.Start] * b[t - second.Start];
        }

        return sum;
    }

    private void RequireCodesOf(SignalWindows examples)
    {
        if (examples.Count != windows.Count)
        {
            throw new ArgumentException($"there are {windows.Count} codes and {examples.Count} windows", nameof(examples));
        }
    }
}
