using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>The copies of one kernel and their extrema. The memory serves one selection after another.</summary>
internal sealed class ScaledCandidates
{
    private readonly CompetingCandidates _candidates = new();

    // At each position the largest magnitude of a quotient, that quotient, its copy, and the quotient in single precision.
    private double[] _largest = [];
    private double[] _quotients = [];
    private long[] _copies = [];
    private float[] _rounded = [];

    /// <summary>Starts a kernel and forgets the one before.</summary>
    /// <param name="context">The context of the selection.</param>
    public void Begin(in SelectionContext context)
    {
        _candidates.Begin(context.Shape);
        if (_largest.Length < context.Length)
        {
            (_largest, _copies, _quotients) = (new double[context.Length], new long[context.Length], new double[context.Length]);
            _rounded = new float[context.Length];
        }

        // A copy of norm 0 is never the largest.
        _largest.AsSpan(0, context.Length).Clear();
        _quotients.AsSpan(0, context.Length).Clear();
    }

    /// <summary>Adds a copy of the kernel. An earlier one of an equal quotient stays.</summary>
    /// <param name="context">The context of the selection.</param>
    /// <param name="copy">The map of the copy.</param>
    /// <param name="distance">The distance that its extrema reach, in samples.</param>
    public void AddCopy(in SelectionContext context, int copy, int distance)
    {
        _candidates.SetReach(copy, distance);
        double norm = KernelNorm.Of(context.Kernel(copy));
        if (norm == 0)
        {
            return;
        }

        ReadOnlySpan<float> map = context.SampleMap(copy);
        int p = 0;
        for (; p <= map.Length - Vector512<float>.Count; p += Vector512<float>.Count)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.LoadUnsafe(in map[p]));
            TakeLarger(lower / Vector512.Create(norm), copy, p);
            TakeLarger(upper / Vector512.Create(norm), copy, p + Vector512<double>.Count);
        }

        for (; p < map.Length; p++)
        {
            double quotient = map[p] / norm;
            if (Math.Abs(quotient) > _largest[p])
            {
                (_largest[p], _copies[p], _quotients[p]) = (Math.Abs(quotient), copy, quotient);
            }
        }
    }

    /// <summary>Adds the extrema that stay of the kernel.</summary>
    /// <param name="context">The context of the selection.</param>
    /// <param name="support">Receives their positions, counted through all maps.</param>
    public void AddKeptTo(in SelectionContext context, ref SupportBuilder support)
    {
        Span<float> quotients = _rounded.AsSpan(0, context.Length);
        for (int p = 0; p < quotients.Length; p++)
        {
            quotients[p] = (float)_quotients[p];
        }

        foreach (int position in new ExtremaCandidates(quotients, context.Scratch).Positions)
        {
            // A position where every similarity is zero has no copy.
            if (quotients[position] != 0)
            {
                _candidates.Add(position, (int)_copies[position], Math.Abs((double)quotients[position]));
            }
        }

        _candidates.Eliminate(isAmongAll: true);
        _candidates.AddKeptTo(ref support);
    }

    private void TakeLarger(Vector512<double> quotients, int copy, int position)
    {
        ref double largest = ref _largest[position];
        ref double taken = ref _quotients[position];
        ref long copies = ref _copies[position];
        Vector512<double> magnitudes = Vector512.Abs(quotients);
        Vector512<double> before = Vector512.LoadUnsafe(ref largest);
        Vector512<double> isLarger = Vector512.GreaterThan(magnitudes, before);
        Vector512.ConditionalSelect(isLarger, magnitudes, before).StoreUnsafe(ref largest);
        Vector512.ConditionalSelect(isLarger, quotients, Vector512.LoadUnsafe(ref taken)).StoreUnsafe(ref taken);
        Vector512.ConditionalSelect(isLarger.AsInt64(), Vector512.Create((long)copy), Vector512.LoadUnsafe(ref copies))
            .StoreUnsafe(ref copies);
    }
}
