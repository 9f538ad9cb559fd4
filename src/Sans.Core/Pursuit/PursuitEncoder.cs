using Sans.Core.Numerics;
using Sans.Core.Phi;

namespace Sans.Core.Pursuit;

/// <summary>
/// An encoder that adds activations as long as φ can still fall. Each step takes the candidate with the largest |c| / N and
/// fits the amplitudes anew. The result is the prefix of least φ. This is orthogonal matching pursuit (Pati, Rezaiifar,
/// Krishnaprasad, 1993) on shifted kernels, ended by φ of Eq. (6). See docs/method/pursuit.md.
/// </summary>
/// <remarks>All sums are doubles in a fixed order: the result has the same bits on any machine. An object serves one thread.</remarks>
public sealed class PursuitEncoder
{
    // A choice below it is noise of the arithmetic.
    private const double LeastChoice = 1e-9;

    private readonly PursuitSupport _support = new();
    private readonly SupportFactor _factor = new();
    private readonly List<double> _path = [];
    private readonly List<int> _overlapping = [];
    private double[] _signal = [];
    private double[] _residual = [];
    private double[] _correlations = [];

    // 1 / N of what may still be chosen, 0 for the rest.
    private double[] _candidates = [];
    private double[] _changes = new double[64];
    private double[] _products = new double[64];
    private double[] _best = new double[64];
    private int _bestCount;
    private PursuitOptions _options = new();

    /// <summary>The metric φ after each step of the last encoding, beginning with φ(0) of no activation.</summary>
    public IReadOnlyList<double> Path => _path;

    /// <summary>Σ|r| after the last step of the last encoding that ended by a count, a residual or a threshold.</summary>
    internal double AbsoluteResidual => DoubleSpans.AbsoluteSum(_residual);

    /// <summary>Encodes an example.</summary>
    /// <param name="signal"><c>[n]</c>, in 2-D row by row.</param>
    /// <param name="atoms">The atoms of the network.</param>
    /// <param name="options">The options of the pursuit.</param>
    /// <param name="code">Receives the activations in order of choice. None where the example is zero everywhere.</param>
    public void Encode(ReadOnlySpan<float> signal, AtomDictionary atoms, PursuitOptions options, List<CodedActivation> code)
    {
        code.Clear();
        _options = options;
        Begin(signal, atoms);
        double magnitude = DoubleSpans.AbsoluteSum(_signal);
        if (magnitude == 0)
        {
            return;
        }

        Pursue(atoms, magnitude);
        PursuitPolish polish = new(atoms, _signal, magnitude);
        int[] indices = _support.Indices.ToArray();
        double[] amplitudes = _support.Amplitudes.ToArray();
        for (int sweep = 0; sweep < _options.Sweeps; sweep++)
        {
            (indices, amplitudes) = polish.Sweep(indices, _options);
        }

        if (_options.AbsoluteRefit > 0)
        {
            polish.RefitAbsolutely(indices, amplitudes, _options.AbsoluteRefit);
        }

        AddTo(code, indices, amplitudes, atoms.Shape.Length);
    }

    /// <summary>
    /// Encodes a stretch of a recording in rounds (docs/method/pursuit.md, 7). Each round takes every whole atom whose |c| / N
    /// exceeds the threshold and is the largest nearby. Amplitudes are refitted locally.
    /// </summary>
    /// <param name="signal"><c>[n]</c></param>
    /// <param name="atoms">The atoms, of signals.</param>
    /// <param name="options">
    /// θ as <see cref="PursuitOptions.Limit"/>, and the distance between activations. The others do not count.
    /// </param>
    /// <param name="code">Receives the activations in order of choice.</param>
    /// <returns>The number of rounds.</returns>
    public int EncodeInRounds(ReadOnlySpan<float> signal, AtomDictionary atoms, PursuitOptions options, List<CodedActivation> code)
    {
        code.Clear();
        _options = options;
        Begin(signal, atoms);
        _signal.CopyTo(_residual, 0);
        atoms.Correlate(_signal, _correlations);
        atoms.CopyWholeInverseNorms(_candidates);
        PursuitRounds rounds = new(atoms, options);
        int round = 0;
        for (; round < PursuitRounds.Most; round++)
        {
            IReadOnlyList<int> chosen = rounds.Choose(_correlations, _candidates, options.Limit);
            if (chosen.Count == 0)
            {
                break;
            }

            foreach (int index in chosen)
            {
                if (TryChooseLocally(atoms, index))
                {
                    RemoveNeighbours(atoms, index);
                }
                else
                {
                    _candidates[index] = 0;
                }
            }
        }

        AddTo(code, _support.Indices.ToArray(), _support.Amplitudes.ToArray(), atoms.Shape.Length);
        return round;
    }

    /// <summary>Finds the least-squares amplitudes of a support that something else chose.</summary>
    /// <param name="signal"><c>[n]</c>, in 2-D row by row.</param>
    /// <param name="atoms">The atoms of the network.</param>
    /// <param name="code">
    /// The activations. Receives their new amplitudes. One that depends on those before it, or has no candidate at its
    /// position, is taken out.
    /// </param>
    /// <param name="absoluteSteps">Steps towards the least absolute deviations afterwards.</param>
    public void Refit(ReadOnlySpan<float> signal, AtomDictionary atoms, List<CodedActivation> code, int absoluteSteps = 0)
    {
        Begin(signal, atoms);
        int n = atoms.Shape.Length;
        PursuitPolish polish = new(atoms, _signal, DoubleSpans.AbsoluteSum(_signal));
        (int[] indices, double[] amplitudes) = polish.Fit([.. code.Select(a => (a.Kernel * n) + a.Position)]);
        if (absoluteSteps > 0)
        {
            polish.RefitAbsolutely(indices, amplitudes, absoluteSteps);
        }

        code.Clear();
        AddTo(code, indices, amplitudes, n);
    }

    private static void AddTo(List<CodedActivation> code, int[] indices, double[] amplitudes, int length)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if ((float)amplitudes[i] is var amplitude and not 0)
            {
                code.Add(new CodedActivation(indices[i] / length, indices[i] % length, amplitude));
            }
        }
    }

    private void Begin(ReadOnlySpan<float> signal, AtomDictionary atoms)
    {
        if (signal.Length != atoms.Shape.Length)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"the example has {signal.Length} samples, but the atoms are for {atoms.Shape.Length}"),
                nameof(signal));
        }

        int positions = atoms.InverseNorms.Length;
        if (_residual.Length != signal.Length || _correlations.Length != positions)
        {
            (_signal, _residual) = (new double[signal.Length], new double[signal.Length]);
            (_correlations, _candidates) = (new double[positions], new double[positions]);
        }

        for (int t = 0; t < signal.Length; t++)
        {
            _signal[t] = signal[t];
        }

        _support.Clear();
        _factor.Clear();
        _path.Clear();
    }

    private void Pursue(AtomDictionary atoms, double magnitude)
    {
        int n = atoms.Shape.Length;
        _signal.CopyTo(_residual, 0);
        atoms.Correlate(_signal, _correlations);
        atoms.InverseNorms.CopyTo(_candidates);
        double least = PhiOf(atoms, 0, 1);
        _path.Add(least);
        _bestCount = 0;
        int stepsSinceLeast = 0;
        while (!IsAtEnd(atoms, least, stepsSinceLeast))
        {
            (int index, double value) = DoubleSpans.LargestWeighted(_correlations, _candidates);
            if (value < LeastChoice || (_options.Stop == PursuitStop.Threshold && value <= _options.Limit))
            {
                break;
            }

            if (!TryChoose(atoms, index))
            {
                _candidates[index] = 0;
                continue;
            }

            RemoveNeighbours(atoms, index);
            double loss = DoubleSpans.AbsoluteSum(_residual) / magnitude;
            double phi = PhiOf(atoms, _support.Count, loss);
            _path.Add(phi);
            stepsSinceLeast++;
            if (_options.Stop == PursuitStop.Residual && loss <= _options.Limit)
            {
                break;
            }

            if (phi < least)
            {
                (least, stepsSinceLeast) = (phi, 0);
                KeepBest();
            }
        }

        if (_options.Stop == PursuitStop.Phi)
        {
            _support.Restore(_best.AsSpan(0, _bestCount));
        }
    }

    /// <summary>Whether no later prefix can be the result.</summary>
    private bool IsAtEnd(AtomDictionary atoms, double least, int stepsSinceLeast) => _options.Stop switch
    {
        PursuitStop.Phi => stepsSinceLeast >= _options.LookAhead || InverseCompressionRatio(atoms, _support.Count + 1) >= least,
        PursuitStop.Count => _support.Count >= _options.Limit,
        _ => false,
    };

    private static double InverseCompressionRatio(AtomDictionary atoms, int activationCount) =>
        PhiScore.InverseCompressionRatioOf(atoms.WeightCount, activationCount, (int)atoms.Shape.Dimensions, atoms.Shape.Length);

    private static double PhiOf(AtomDictionary atoms, int activationCount, double loss) =>
        new PhiScore(InverseCompressionRatio(atoms, activationCount), loss).Phi;

    private bool TryChoose(AtomDictionary atoms, int index)
    {
        switch (_options.Refit)
        {
            case PursuitRefit.None:
                ChooseAlone(atoms, index);
                return true;
            case PursuitRefit.Local:
                return TryChooseLocally(atoms, index);
            default:
                return TryChooseAmongAll(atoms, index);
        }
    }

    private void ChooseAlone(AtomDictionary atoms, int index)
    {
        int number = _support.Indices.IndexOf(index);
        if (number < 0)
        {
            number = Add(atoms, index);
        }

        Change(atoms, number, _correlations[index] / atoms.SquaredNorms[index]);
    }

    private bool TryChooseAmongAll(AtomDictionary atoms, int index)
    {
        int n = atoms.Shape.Length;
        double[] products = atoms.Products(index / n, index % n);
        int count = _support.Count;
        Reserve(count + 1);
        for (int i = 0; i < count; i++)
        {
            int other = _support.Indices[i];
            _products[i] = atoms.Product(index / n, index % n, products, other / n, other % n);
        }

        if (!_factor.TryAdd(_products.AsSpan(0, count), atoms.SquaredNorms[index]))
        {
            return false;
        }

        double correlation = _correlations[index];
        _support.Add(index, products);
        _candidates[index] = 0;

        // The correlations of the others are zero since the last step.
        _factor.SolveLast(correlation, _changes);
        for (int i = 0; i <= count; i++)
        {
            Change(atoms, i, _changes[i]);
        }

        return true;
    }

    private bool TryChooseLocally(AtomDictionary atoms, int index)
    {
        int n = atoms.Shape.Length;
        _overlapping.Clear();
        for (int i = 0; i < _support.Count; i++)
        {
            int other = _support.Indices[i];
            if (atoms.DoOverlap(index / n, index % n, other / n, other % n))
            {
                _overlapping.Add(i);
            }
        }

        double[] products = atoms.Products(index / n, index % n);
        Reserve(_overlapping.Count + 1);
        _factor.Clear();
        for (int i = 0; i <= _overlapping.Count; i++)
        {
            int here = i < _overlapping.Count ? _support.Indices[_overlapping[i]] : index;
            double[] ofHere = i < _overlapping.Count ? _support.Products(_overlapping[i]) : products;
            for (int j = 0; j < i; j++)
            {
                int other = _support.Indices[_overlapping[j]];
                _products[j] = atoms.Product(here / n, here % n, ofHere, other / n, other % n);
            }

            if (!_factor.TryAdd(_products.AsSpan(0, i), atoms.SquaredNorms[here]))
            {
                return false;
            }

            _changes[i] = _correlations[here];
        }

        _factor.Solve(_changes.AsSpan(0, _overlapping.Count + 1));
        _overlapping.Add(Add(atoms, index));
        _candidates[index] = 0;
        for (int i = 0; i < _overlapping.Count; i++)
        {
            Change(atoms, _overlapping[i], _changes[i]);
        }

        return true;
    }

    private int Add(AtomDictionary atoms, int index)
    {
        int n = atoms.Shape.Length;
        _support.Add(index, atoms.Products(index / n, index % n));
        return _support.Count - 1;
    }

    /// <summary>Changes an amplitude, and with it the residual and the correlations of all candidates.</summary>
    private void Change(AtomDictionary atoms, int number, double change)
    {
        int n = atoms.Shape.Length;
        int index = _support.Indices[number];
        _support.Amplitudes[number] += change;
        atoms.AddAtom(index / n, index % n, -change, _residual);
        atoms.AddProducts(index / n, index % n, _support.Products(number), -change, _correlations);
    }

    private void RemoveNeighbours(AtomDictionary atoms, int index)
    {
        if (_options.DistanceOf(atoms.SizeOf(index / atoms.Shape.Length)) is > 0 and int distance)
        {
            CandidateRange.Remove(_candidates, atoms.Shape, index % atoms.Shape.Length, distance);
        }
    }

    private void KeepBest()
    {
        _bestCount = _support.Count;
        if (_best.Length < _bestCount)
        {
            Array.Resize(ref _best, 2 * _bestCount);
        }

        _support.Amplitudes.CopyTo(_best);
    }

    private void Reserve(int count)
    {
        if (_products.Length < count)
        {
            Array.Resize(ref _products, 2 * count);
            Array.Resize(ref _changes, 2 * count);
        }
    }
}
