namespace Sans.Core.Activations;

/// <summary>The copies of one kernel and their extrema. The memory serves one selection after another.</summary>
internal sealed class ScaledCandidates
{
    private readonly CompetingCandidates _candidates = new();

    // The quotient of largest magnitude at each position, the copy that it comes from, and the quotient to be stored.
    private double[] _largest = [];
    private int[] _copies = [];
    private float[] _quotients = [];

    /// <summary>Starts a kernel and forgets the one before.</summary>
    /// <param name="context">The context of the selection.</param>
    public void Begin(in SelectionContext context)
    {
        _candidates.Begin(context.Shape);
        if (_largest.Length < context.Length)
        {
            (_largest, _copies, _quotients) = (new double[context.Length], new int[context.Length], new float[context.Length]);
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
        for (int p = 0; p < map.Length; p++)
        {
            double quotient = map[p] / norm;
            if (Math.Abs(quotient) > _largest[p])
            {
                (_largest[p], _copies[p], _quotients[p]) = (Math.Abs(quotient), copy, (float)quotient);
            }
        }
    }

    /// <summary>Adds the extrema that stay of the kernel.</summary>
    /// <param name="context">The context of the selection.</param>
    /// <param name="support">Receives their positions, counted through all maps.</param>
    public void AddKeptTo(in SelectionContext context, ref SupportBuilder support)
    {
        foreach (int position in new ExtremaCandidates(_quotients.AsSpan(0, context.Length), context.Scratch).Positions)
        {
            // A position where every similarity is zero has no copy.
            if (_quotients[position] != 0)
            {
                _candidates.Add(position, _copies[position], Math.Abs((double)_quotients[position]));
            }
        }

        _candidates.Eliminate(isAmongAll: true);
        _candidates.AddKeptTo(ref support);
    }
}
