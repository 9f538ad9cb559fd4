namespace Sans.Core.Pursuit;

/// <summary>
/// The choices of one round of a pursuit on a recording. A choice is a candidate that no other of any kernel within 3(m - 1)
/// samples beats.
/// </summary>
/// <remarks>
/// No choice of a round reads what another one changes. So the order within a round and the borders of stretches do not matter.
/// </remarks>
/// <param name="atoms">The atoms.</param>
/// <param name="options">A distance beyond 3(m - 1) reaches further than those.</param>
internal sealed class PursuitRounds(AtomDictionary atoms, PursuitOptions options)
{
    /// <summary>The most rounds. No recording is known to reach them.</summary>
    public const int Most = 128;

    private readonly double[] _values = new double[atoms.Shape.Length];
    private readonly int[] _kernels = new int[atoms.Shape.Length];
    private readonly int[] _queue = new int[atoms.Shape.Length];
    private readonly List<int> _chosen = [];
    private readonly int _reach = Enumerable.Range(0, atoms.KernelCount)
        .Select(atoms.SizeOf)
        .Max(m => Math.Max(3 * (m - 1), Math.Min(options.DistanceOf(m), atoms.Shape.Length)));

    /// <summary>The candidates of a round, <c>kernel · n + position</c>, by ascending position. O(q n).</summary>
    /// <param name="correlations">c, <c>[q n]</c>.</param>
    /// <param name="candidates">1 / N, 0 where there is no candidate.</param>
    /// <param name="threshold">θ</param>
    public IReadOnlyList<int> Choose(double[] correlations, double[] candidates, double threshold)
    {
        int n = atoms.Shape.Length;
        Array.Clear(_values);
        for (int kernel = 0; kernel < atoms.KernelCount; kernel++)
        {
            for (int p = 0; p < n; p++)
            {
                double value = Math.Abs(correlations[(kernel * n) + p]) * candidates[(kernel * n) + p];
                if (value > _values[p])
                {
                    (_values[p], _kernels[p]) = (value, kernel);
                }
            }
        }

        _chosen.Clear();
        // A queue of positions with falling values. Its first is the largest of the stretch, of equals the lowest position.
        (int head, int tail) = (0, 0);
        for (int p = 0; p < n + _reach; p++)
        {
            if (p < n)
            {
                while (tail > head && _values[_queue[tail - 1]] < _values[p])
                {
                    tail--;
                }

                _queue[tail++] = p;
            }

            int middle = p - _reach;
            if (middle < 0)
            {
                continue;
            }

            while (_queue[head] < middle - _reach)
            {
                head++;
            }

            if (_queue[head] == middle && _values[middle] > threshold)
            {
                _chosen.Add((_kernels[middle] * n) + middle);
            }
        }

        return _chosen;
    }
}
