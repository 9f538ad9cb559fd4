using Sans.Core.Numerics;
using Sans.Core.Phi;

namespace Sans.Core.Pursuit;

/// <summary>Improvements of a finished support: least-squares amplitudes, cyclic sweeps, least absolute deviations.</summary>
/// <param name="atoms">The atoms of the network.</param>
/// <param name="signal">x, <c>[n]</c>.</param>
/// <param name="magnitude">Σ|x|.</param>
internal sealed class PursuitPolish(AtomDictionary atoms, double[] signal, double magnitude)
{
    private const int TriesInSweep = 4;
    private const double FirstEpsilon = 0.1;
    private const double EpsilonFactor = 0.6;
    private const double LastEpsilon = 1e-3;

    private readonly SupportFactor _factor = new();
    private readonly double[] _residual = new double[signal.Length];
    private double[]? _signalCorrelations;
    private double[]? _correlations;

    private int Length => signal.Length;

    /// <summary>Finds the least-squares amplitudes of a support. O(A³).</summary>
    /// <param name="indices"><c>kernel · n + position</c>, in order. One that depends on those before it is left out.</param>
    public (int[] Indices, double[] Amplitudes) Fit(IReadOnlyList<int> indices)
    {
        if (_signalCorrelations is null)
        {
            _signalCorrelations = new double[atoms.InverseNorms.Length];
            atoms.Correlate(signal, _signalCorrelations);
        }

        _factor.Clear();
        List<int> kept = [];
        double[] products = new double[indices.Count];
        foreach (int index in indices)
        {
            double[] ofIndex = atoms.Products(index / Length, index % Length);
            for (int i = 0; i < kept.Count; i++)
            {
                products[i] = atoms.Product(index / Length, index % Length, ofIndex, kept[i] / Length, kept[i] % Length);
            }

            if (atoms.InverseNorms[index] != 0 && _factor.TryAdd(products.AsSpan(0, kept.Count), atoms.SquaredNorms[index]))
            {
                kept.Add(index);
            }
        }

        double[] amplitudes = [.. kept.Select(index => _signalCorrelations[index])];
        _factor.Solve(amplitudes);
        return ([.. kept], amplitudes);
    }

    /// <summary>
    /// Takes each activation out in turn and leaves it out where φ falls. Otherwise it tries the four best local maxima of |c|
    /// / N in its place, and takes the first that lowers φ.
    /// </summary>
    /// <param name="indices">The support in order of choice.</param>
    /// <param name="options">The options. Candidates nearer to others than their distance are left out.</param>
    public (int[] Indices, double[] Amplitudes) Sweep(int[] indices, PursuitOptions options)
    {
        (int[] support, double[] amplitudes) = Fit(indices);
        double phi = PhiOf(support, amplitudes);
        foreach (int index in support.ToArray())
        {
            int place = Array.IndexOf(support, index);
            (int[] rest, double[] restAmplitudes) = Fit([.. support.Where(i => i != index)]);
            double restPhi = PhiOf(rest, restAmplitudes);
            if (restPhi < phi)
            {
                (support, amplitudes, phi) = (rest, restAmplitudes, restPhi);
                continue;
            }

            foreach (int candidate in BestMaxima(rest, options))
            {
                (int[] changed, double[] changedAmplitudes) = Fit([.. rest[..place], candidate, .. rest[place..]]);
                double changedPhi = PhiOf(changed, changedAmplitudes);
                if (changedPhi < phi)
                {
                    (support, amplitudes, phi) = (changed, changedAmplitudes, changedPhi);
                    break;
                }
            }
        }

        return (support, amplitudes);
    }

    /// <summary>
    /// Changes amplitudes towards the least Σ|r| by reweighted least squares, with weights <c>1 / max(|r|, ε)</c>. The best of
    /// all steps stays.
    /// </summary>
    /// <param name="indices">The support.</param>
    /// <param name="amplitudes">Its amplitudes. Receives the new ones.</param>
    /// <param name="steps">The number of steps.</param>
    public void RefitAbsolutely(int[] indices, double[] amplitudes, int steps)
    {
        double[] present = [.. amplitudes];
        double best = AbsoluteResidual(indices, present);
        double epsilon = FirstEpsilon;
        double[] weighted = new double[Length];
        double[] atom = new double[Length];
        double[] products = new double[indices.Length];
        for (int step = 0; step < steps; step++, epsilon = Math.Max(LastEpsilon, epsilon * EpsilonFactor))
        {
            _factor.Clear();
            double[] next = new double[indices.Length];
            for (int i = 0; i < indices.Length; i++)
            {
                Array.Clear(atom);
                atoms.AddAtom(indices[i] / Length, indices[i] % Length, 1, atom);
                for (int t = 0; t < Length; t++)
                {
                    weighted[t] = atom[t] == 0 ? 0 : atom[t] / Math.Max(Math.Abs(_residual[t]), epsilon);
                }

                for (int j = 0; j < i; j++)
                {
                    products[j] = atoms.ProductWith(indices[j] / Length, indices[j] % Length, weighted);
                }

                if (!_factor.TryAdd(products.AsSpan(0, i), DoubleSpans.Product(atom, weighted)))
                {
                    return;
                }

                next[i] = DoubleSpans.Product(signal, weighted);
            }

            _factor.Solve(next);
            present = next;
            double sum = AbsoluteResidual(indices, present);
            if (sum < best)
            {
                best = sum;
                present.CopyTo(amplitudes, 0);
            }
        }
    }

    private double PhiOf(int[] indices, double[] amplitudes)
    {
        double inverseRatio = PhiScore.InverseCompressionRatioOf(atoms.WeightCount, indices.Length, (int)atoms.Shape.Dimensions, Length);
        return new PhiScore(inverseRatio, AbsoluteResidual(indices, amplitudes) / magnitude).Phi;
    }

    /// <summary>Computes Σ|r| and leaves r in its buffer.</summary>
    private double AbsoluteResidual(int[] indices, double[] amplitudes)
    {
        signal.CopyTo(_residual, 0);
        for (int i = 0; i < indices.Length; i++)
        {
            atoms.AddAtom(indices[i] / Length, indices[i] % Length, -amplitudes[i], _residual);
        }

        return DoubleSpans.AbsoluteSum(_residual);
    }

    /// <summary>The best local maxima of |c| / N for the last residual.</summary>
    private List<int> BestMaxima(int[] support, PursuitOptions options)
    {
        _correlations ??= new double[atoms.InverseNorms.Length];
        atoms.Correlate(_residual, _correlations);
        double[] values = [.. atoms.InverseNorms];
        foreach (int index in support)
        {
            values[index] = 0;
            if (options.DistanceOf(atoms.SizeOf(index / Length)) is > 0 and int distance)
            {
                CandidateRange.Remove(values, atoms.Shape, index % Length, distance);
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= Math.Abs(_correlations[i]);
        }

        List<int> maxima = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > 0 && IsMaximum(values, i))
            {
                maxima.Add(i);
            }
        }

        // The order is stable, so that the lower index comes first among equals.
        return [.. maxima.OrderByDescending(i => values[i]).Take(TriesInSweep)];
    }

    private bool IsMaximum(double[] values, int index)
    {
        int width = atoms.Shape.Width;
        (int row, int column) = (index % Length / width, index % width);
        return (column == 0 || values[index] > values[index - 1])
            && (column == width - 1 || values[index] >= values[index + 1])
            && (row == 0 || values[index] > values[index - width])
            && (row == atoms.Shape.Height - 1 || values[index] >= values[index + width]);
    }
}
