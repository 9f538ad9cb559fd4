using System.Runtime.InteropServices;
using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>The competing extrema of all maps of an example. The memory serves one selection after another.</summary>
internal sealed class CompetingCandidates
{
    private readonly List<Candidate> _candidates = [];
    private readonly List<int> _order = [];
    private readonly List<int> _kept = [];
    private Fate[] _fates = [];
    private int[] _positions = [];
    private int[] _reaches = [];
    private int _kernelCount;
    private MapShape _shape;

    private enum Fate
    {
        Undecided,
        Kept,
        Removed,
    }

    /// <summary>Starts an example and forgets the one before.</summary>
    public void Begin(MapShape shape)
    {
        _candidates.Clear();
        _kept.Clear();
        (_shape, _kernelCount) = (shape, 0);
        if (_positions.Length < shape.Length)
        {
            _positions = new int[shape.Length];
        }
    }

    /// <summary>Adds the candidates of a map.</summary>
    /// <param name="context">The context of the selection.</param>
    /// <param name="kernel">The kernel of the map. They come in ascending order.</param>
    /// <param name="distance">The distance that an extremum of the map reaches, in samples.</param>
    /// <param name="norm">The divisor of magnitudes.</param>
    public void Add(in SelectionContext context, int kernel, int distance, double norm)
    {
        SetReach(kernel, distance);
        if (norm == 0)
        {
            return;
        }

        ReadOnlySpan<float> map = context.SampleMap(kernel);
        foreach (int position in Find(context, map))
        {
            Add(position, kernel, Math.Abs((double)map[position]) / norm);
        }
    }

    /// <summary>Adds a candidate.</summary>
    /// <param name="position">Its position in its map.</param>
    /// <param name="kernel">The kernel of the map.</param>
    /// <param name="priority">Its priority: the larger, the earlier it is decided.</param>
    public void Add(int position, int kernel, double priority)
    {
        (int row, int column) = Math.DivRem(position, _shape.RowStride);
        _candidates.Add(new Candidate(row, column, kernel, priority));
    }

    /// <summary>Sets the distance that an extremum of a map reaches.</summary>
    /// <param name="kernel">The kernel of the map. They come in ascending order.</param>
    /// <param name="distance">The distance in samples.</param>
    public void SetReach(int kernel, int distance)
    {
        Array.Resize(ref _reaches, Math.Max(_reaches.Length, kernel + 1));
        _reaches[kernel] = distance;
        _kernelCount = kernel + 1;
    }

    /// <summary>Keeps candidates in their order. A kept candidate removes the later ones that it reaches.</summary>
    /// <param name="isAmongAll">Whether a kept candidate also removes those of other kernels.</param>
    public void Eliminate(bool isAmongAll)
    {
        Span<Candidate> candidates = CollectionsMarshal.AsSpan(_candidates);
        candidates.Sort(default(ByPlace));
        if (_fates.Length < candidates.Length)
        {
            _fates = new Fate[2 * candidates.Length];
        }

        _fates.AsSpan(0, candidates.Length).Clear();
        CollectionsMarshal.SetCount(_order, candidates.Length);
        Span<int> order = CollectionsMarshal.AsSpan(_order);
        for (int c = 0; c < order.Length; c++)
        {
            order[c] = c;
        }

        order.Sort(new ByPriority(_candidates));
        foreach (int c in order)
        {
            if (_fates[c] != Fate.Undecided)
            {
                continue;
            }

            _fates[c] = Fate.Kept;
            Candidate kept = candidates[c];
            int reach = _reaches[kept.Kernel];
            (int first, int end) = Around(candidates, c, reach);
            for (int other = first; other < end; other++)
            {
                bool isRival = _fates[other] == Fate.Undecided && (isAmongAll || candidates[other].Kernel == kept.Kernel);
                if (isRival && kept.IsNear(candidates[other], reach))
                {
                    _fates[other] = Fate.Removed;
                }
            }
        }
    }

    /// <summary>
    /// Drops each kept extremum that lies near a greater one of another kernel. Near means within half of the greater
    /// one's distance. Of two equal extrema, the one with the lower kernel index stays.
    /// </summary>
    public void DefendTerritories()
    {
        Span<Candidate> candidates = CollectionsMarshal.AsSpan(_candidates);
        int farthest = Largest(_reaches.AsSpan(0, _kernelCount)) / 2;
        _order.Clear();
        for (int c = 0; c < candidates.Length; c++)
        {
            if (_fates[c] == Fate.Kept && IsConquered(candidates, c, farthest))
            {
                _order.Add(c);
            }
        }

        // Extrema are dropped only now, because one that is dropped still defends its own territory.
        foreach (int c in _order)
        {
            _fates[c] = Fate.Removed;
        }
    }

    /// <summary>Adds the kept positions. They are numbered through all maps.</summary>
    public void AddKeptTo(ref SupportBuilder support)
    {
        for (int c = 0; c < _candidates.Count; c++)
        {
            if (_fates[c] == Fate.Kept)
            {
                Candidate kept = _candidates[c];
                _kept.Add((kept.Kernel * _shape.Length) + (kept.Row * _shape.RowStride) + kept.Column);
            }
        }

        Span<int> positions = CollectionsMarshal.AsSpan(_kept);
        positions.Sort();
        support.AddAscending(positions);
    }

    private static int Largest(ReadOnlySpan<int> values)
    {
        int largest = 0;
        foreach (int value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    private bool IsConquered(Span<Candidate> candidates, int c, int farthest)
    {
        Candidate one = candidates[c];
        (int first, int end) = Around(candidates, c, farthest);
        for (int other = first; other < end; other++)
        {
            Candidate rival = candidates[other];
            if (_fates[other] == Fate.Kept
                && rival.Kernel != one.Kernel
                && rival.IsNear(one, _reaches[rival.Kernel] / 2)
                && (rival.Priority > one.Priority || (rival.Priority == one.Priority && rival.Kernel < one.Kernel)))
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<int> Find(in SelectionContext context, ReadOnlySpan<float> map)
    {
        if (context.Dimensions == SignalDimensions.One)
        {
            return new ExtremaCandidates(map, context.Scratch).Positions;
        }

        // With a distance of 0, no candidate removes another.
        SupportBuilder found = new(_positions, _shape);
        ImageExtrema.Keep(new SelectionContext(map, map.Length, 1, 0, _shape, 1, context.Phase, context.Scratch), 0, ref found);
        return found.Positions;
    }

    /// <summary>A range that includes all candidates near to a given one.</summary>
    private (int First, int End) Around(Span<Candidate> candidates, int c, int reach)
    {
        Candidate one = candidates[c];
        int first = c, end = c + 1;
        while (first > 0 && IsInReach(candidates[first - 1]))
        {
            first--;
        }

        while (end < candidates.Length && IsInReach(candidates[end]))
        {
            end++;
        }

        return (first, end);

        bool IsInReach(Candidate other) =>
            (_shape.Height > 1 ? Math.Abs(other.Row - one.Row) : Math.Abs(other.Column - one.Column)) <= reach;
    }

    private readonly record struct Candidate(int Row, int Column, int Kernel, double Priority)
    {
        public bool IsNear(Candidate other, int reach) => Math.Abs(other.Row - Row) <= reach && Math.Abs(other.Column - Column) <= reach;
    }

    private readonly struct ByPlace : IComparer<Candidate>
    {
        public int Compare(Candidate x, Candidate y) =>
            x.Row != y.Row ? x.Row.CompareTo(y.Row) : x.Column != y.Column ? x.Column.CompareTo(y.Column) : x.Kernel.CompareTo(y.Kernel);
    }

    private readonly struct ByPriority(List<Candidate> candidates) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            int byPriority = candidates[y].Priority.CompareTo(candidates[x].Priority);
            return byPriority != 0 ? byPriority : x.CompareTo(y);
        }
    }
}
