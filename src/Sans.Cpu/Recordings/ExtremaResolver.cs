using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Recordings;

/// <summary>
/// Finds the extrema of a similarity map that comes in pieces, and keeps what one selection from the whole map would keep. The
/// largest stay, everything within their distance is removed, and ties go to the lower index (docs/method/extensions.md, 6.4).
/// </summary>
/// <remarks>
/// A candidate is decided once nothing unknown can change the decision. A chain of ever larger candidates waits for its end.
/// </remarks>
/// <param name="distance">The distance in samples, inclusive, at least 1.</param>
internal sealed class ExtremaResolver(int distance)
{
    private const int RoundLimit = 6;

    // Samples whose comparisons fill a word.
    private const int BlockLength = 64;

    // Undecided candidates, and kept ones behind the first undecided, ascending.
    private Candidate[] _open = [];
    private int _count;
    private readonly List<int> _newlyKept = [];

    // Of each block of a piece, its candidates as bits, and the largest magnitude of its samples, candidates or not.
    private ulong[] _found = [];
    private float[] _highest = [];
    private readonly List<int> _keptAtOnce = [];
    private float _last;
    private bool _isLastRising;
    private long _length;

    /// <summary>The position before which all kept extrema have been added. The last sample waits for its right neighbour.</summary>
    public long CertainBefore => _count > 0 ? _open[0].Position : Math.Max(0, _length - 1);

    /// <summary>Adds the next samples of the map.</summary>
    /// <param name="similarity">The samples.</param>
    /// <param name="isLast">Whether the map ends with them.</param>
    /// <param name="kept">Receives the kept positions and values that are certain now, ascending over all calls.</param>
    public void Add(ReadOnlySpan<float> similarity, bool isLast, List<(long Position, float Value)> kept)
    {
        if (_open.Length < _count + similarity.Length + 1)
        {
            // Hardly more than every second sample is a candidate, but each may be.
            Array.Resize(ref _open, _count + similarity.Length + 1);
        }

        Find(similarity);
        if (isLast && _length > 0 && _isLastRising && _last > 0)
        {
            // The last sample can be a peak only.
            _open[_count++] = new Candidate(_length - 1, _last);
        }

        // The last sample is a candidate only when its right neighbour is known.
        long known = isLast ? long.MaxValue - distance : _length - 1;
        int round = 0;
        while (round < RoundLimit && KeepUnbeaten(known))
        {
            round++;
        }

        // What no round keeps now, no order keeps: it waits.
        if (round == RoundLimit)
        {
            KeepInOrder(known);
        }

        Flush(kept);
    }

    /// <summary>
    /// Finds candidates. A sample can be one only when its right neighbour is known, so the last one of each piece waits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(ReadOnlySpan<float> similarity)
    {
        if (similarity.IsEmpty)
        {
            return;
        }

        int t = 0;
        if (_length > 0)
        {
            Look(_length - 1, _last, _isLastRising, similarity[0]);
            _isLastRising = similarity[0] > _last;
        }

        if (_found.Length * BlockLength < similarity.Length)
        {
            Array.Resize(ref _found, (similarity.Length / BlockLength) + 1);
            Array.Resize(ref _highest, _found.Length);
        }

        ref float s = ref MemoryMarshal.GetReference(similarity);
        bool isRising = _isLastRising;
        for (; t <= similarity.Length - 1 - BlockLength; t += BlockLength)
        {
            (ulong rises, ulong isPositive) = (0, 0);
            Vector512<float> highest = Vector512<float>.Zero;
            for (int part = 0; part < BlockLength; part += Vector512<float>.Count)
            {
                var here = Vector512.LoadUnsafe(ref s, (nuint)(t + part));
                var next = Vector512.LoadUnsafe(ref s, (nuint)(t + part + 1));
                rises |= Vector512.GreaterThan(next, here).ExtractMostSignificantBits() << part;
                isPositive |= Vector512.GreaterThan(here, Vector512<float>.Zero).ExtractMostSignificantBits() << part;
                highest = Vector512.Max(highest, Vector512.Abs(here));
            }

            ulong risesBefore = (rises << 1) | (isRising ? 1u : 0);
            ulong found = (risesBefore & ~rises & isPositive) | (rises & ~risesBefore & ~isPositive);
            _found[t / BlockLength] = found;
            _highest[t / BlockLength] = HighestOf(highest);
            isRising = rises >> (BlockLength - 1) != 0;
        }

        KeepAtOnce(similarity, t / BlockLength);
        Open(similarity, t / BlockLength);
        for (; t < similarity.Length - 1; t++)
        {
            Look(_length + t, similarity[t], isRising, similarity[t + 1]);
            isRising = similarity[t + 1] > similarity[t];
        }

        (_last, _isLastRising) = (similarity[^1], isRising);
        _length += similarity.Length;
    }

    /// <summary>
    /// Finds candidates that are the largest within their distance, so that every order keeps them. Most others are near one of
    /// these, and are never opened.
    /// </summary>
    /// <param name="similarity">The piece.</param>
    /// <param name="blocks">The number of its blocks.</param>
    private void KeepAtOnce(ReadOnlySpan<float> similarity, int blocks)
    {
        _keptAtOnce.Clear();

        // From every position of a block, so many blocks beside it are near as a whole, and so many in part.
        (int whole, int touched) = ((distance - BlockLength + 1) / BlockLength, (distance + BlockLength - 1) / BlockLength);
        if (whole < 1)
        {
            return;
        }

        ReadOnlySpan<float> highest = _highest.AsSpan(0, blocks);
        for (int block = touched; block < blocks - touched; block++)
        {
            // Most blocks are below their neighbours. One that is passed over wrongly is decided later.
            bool isPassed = _found[block] == 0;
            for (int beside = 1; !isPassed && beside <= whole; beside++)
            {
                isPassed = highest[block - beside] > highest[block] || highest[block + beside] > highest[block];
            }

            if (isPassed)
            {
                continue;
            }

            int position = LargestOf(similarity, block);
            float magnitude = Math.Abs(similarity[position]);
            bool isBeaten = false;
            for (int beside = 1; !isBeaten && beside <= touched; beside++)
            {
                isBeaten = (highest[block - beside] >= magnitude && IsBeatenBy(similarity, block - beside, position, magnitude))
                    || (highest[block + beside] > magnitude && IsBeatenBy(similarity, block + beside, position, magnitude));
            }

            if (!isBeaten)
            {
                _keptAtOnce.Add(position);
            }
        }
    }

    private static float HighestOf(Vector512<float> magnitudes)
    {
        Vector256<float> eight = Vector256.Max(magnitudes.GetLower(), magnitudes.GetUpper());
        Vector128<float> four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The first largest candidate of a block that has candidates.</summary>
    private int LargestOf(ReadOnlySpan<float> similarity, int block)
    {
        (int position, float magnitude) = (0, -1);
        for (ulong found = _found[block]; found != 0; found &= found - 1)
        {
            int at = (block * BlockLength) + BitOperations.TrailingZeroCount(found);
            if (Math.Abs(similarity[at]) > magnitude)
            {
                (position, magnitude) = (at, Math.Abs(similarity[at]));
            }
        }

        return position;
    }

    /// <summary>Whether a candidate of a block is near a position and wins against its magnitude. Of equal ones the first wins.</summary>
    private bool IsBeatenBy(ReadOnlySpan<float> similarity, int block, int position, float magnitude)
    {
        for (ulong found = _found[block]; found != 0; found &= found - 1)
        {
            int other = (block * BlockLength) + BitOperations.TrailingZeroCount(found);
            float its = Math.Abs(similarity[other]);
            if (Math.Abs(other - position) <= distance && (its > magnitude || (its == magnitude && other < position)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opens the candidates of the blocks, without those near one that is kept at once.</summary>
    /// <param name="similarity">The piece.</param>
    /// <param name="blocks">The number of its blocks.</param>
    private void Open(ReadOnlySpan<float> similarity, int blocks)
    {
        Candidate[] open = _open;
        int count = _count;
        ReadOnlySpan<int> kept = CollectionsMarshal.AsSpan(_keptAtOnce);
        int next = 0;
        for (int block = 0; block < blocks; block++)
        {
            int start = block * BlockLength;
            while (next < kept.Length && kept[next] + distance < start)
            {
                next++;
            }

            ulong found = _found[block], keptHere = 0;
            for (int i = next; i < kept.Length && kept[i] - distance < start + BlockLength; i++)
            {
                // Bits from the first near position to the last one.
                int first = Math.Max(0, kept[i] - distance - start), last = Math.Min(BlockLength - 1, kept[i] + distance - start);
                found &= ~((ulong.MaxValue << first) & (ulong.MaxValue >> (BlockLength - 1 - last)));
                keptHere |= kept[i] >= start && kept[i] < start + BlockLength ? 1UL << (kept[i] - start) : 0;
            }

            for (found |= keptHere; found != 0; found &= found - 1)
            {
                int at = BitOperations.TrailingZeroCount(found);
                open[count++] = new Candidate(_length + start + at, similarity[start + at])
                {
                    State = (keptHere >> at & 1) != 0 ? CandidateState.Kept : CandidateState.Undecided,
                };
            }
        }

        _count = count;
    }

    private void Look(long position, float value, bool isRisingBefore, float next)
    {
        bool isRising = next > value;
        if ((isRisingBefore && !isRising && value > 0) || (isRising && !isRisingBefore && value <= 0))
        {
            _open[_count++] = new Candidate(position, value);
        }
    }

    /// <summary>
    /// Keeps every undecided candidate that no undecided neighbour beats, and removes what is near it. Of a cell of d + 1 positions
    /// only the first largest can be unbeaten, so that few are compared. O(candidates).
    /// </summary>
    /// <param name="known">Positions below it are known.</param>
    /// <returns>Whether any was kept.</returns>
    private bool KeepUnbeaten(long known)
    {
        _newlyKept.Clear();
        (Cell before, Cell here) = (default, CellFrom(0));
        while (here.Start < here.End)
        {
            Cell next = CellFrom(here.End);
            if (here.Magnitude >= 0 && _open[here.Largest].Position + distance < known && IsUnbeaten(before, here, next))
            {
                _newlyKept.Add(here.Largest);
            }

            (before, here) = (here, next);
        }

        if (_newlyKept.Count > 0)
        {
            RemoveNearKept();
        }

        return _newlyKept.Count > 0;
    }

    /// <summary>The candidates from an index on that lie within d + 1 positions, and the first largest undecided one of them.</summary>
    private Cell CellFrom(int start)
    {
        ReadOnlySpan<Candidate> open = _open.AsSpan(0, _count);
        (int end, int largest, float magnitude) = (start, 0, -1);
        for (long last = start < open.Length ? open[start].Position + distance : 0;
            (uint)end < (uint)open.Length && open[end].Position <= last; end++)
        {
            float found = open[end].State == CandidateState.Undecided ? open[end].Magnitude : -1;
            if (found > magnitude)
            {
                (largest, magnitude) = (end, found);
            }
        }

        return new Cell(start, end, largest, magnitude);
    }

    /// <summary>Whether no undecided neighbour in the cells beside it beats the largest of a cell. All others are too far.</summary>
    private bool IsUnbeaten(Cell before, Cell here, Cell next)
    {
        ReadOnlySpan<Candidate> open = _open.AsSpan(0, _count);
        long position = open[here.Largest].Position;
        if (before.Magnitude >= here.Magnitude)
        {
            for (int i = before.End - 1; i >= before.Start && position - open[i].Position <= distance; i--)
            {
                if (open[i].Magnitude >= here.Magnitude && open[i].State == CandidateState.Undecided)
                {
                    return false;
                }
            }
        }

        if (next.Magnitude > here.Magnitude)
        {
            for (int i = next.Start; i < next.End && open[i].Position - position <= distance; i++)
            {
                if (open[i].Magnitude > here.Magnitude && open[i].State == CandidateState.Undecided)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void RemoveNearKept()
    {
        Span<Candidate> open = _open.AsSpan(0, _count);
        (int from, int left) = (0, 0);
        foreach (int kept in _newlyKept)
        {
            long position = open[kept].Position;
            int first = kept;
            while (first > from && position - open[first - 1].Position <= distance)
            {
                first--;
            }

            int end = kept + 1;
            while (end < open.Length && open[end].Position - position <= distance)
            {
                end++;
            }

            Candidate candidate = open[kept];
            candidate.State = CandidateState.Kept;
            open[from..first].CopyTo(open[left..]);
            left += first - from;
            open[left++] = candidate;
            from = end;
        }

        open[from..].CopyTo(open[left..]);
        _count = left + open.Length - from;
    }

    /// <summary>Decides candidates in the order of magnitude, as far as possible. O(candidates · log candidates).</summary>
    private void KeepInOrder(long known)
    {
        Span<Candidate> open = _open.AsSpan(0, _count);
        List<int> order = [];
        for (int i = 0; i < open.Length; i++)
        {
            if (open[i].State == CandidateState.Undecided)
            {
                order.Add(i);
            }
        }

        order.Sort((a, b) => Compare(_open[a], _open[b]));
        foreach (int i in order)
        {
            if (open[i].State != CandidateState.Undecided)
            {
                continue;
            }

            // A near candidate that waits before it in the order might still be kept.
            bool waits = open[i].Position + distance >= known || HasWaitingNeighbour(open, i);
            open[i].State = waits ? CandidateState.Waiting : CandidateState.Kept;
            for (int j = i - 1; !waits && j >= 0 && open[i].Position - open[j].Position <= distance; j--)
            {
                open[j].State = CandidateState.Removed;
            }

            for (int j = i + 1; !waits && j < open.Length && open[j].Position - open[i].Position <= distance; j++)
            {
                open[j].State = CandidateState.Removed;
            }
        }

        int left = 0;
        for (int i = 0; i < open.Length; i++)
        {
            if (open[i].State == CandidateState.Removed)
            {
                continue;
            }

            open[left] = open[i];
            if (open[left].State == CandidateState.Waiting)
            {
                open[left].State = CandidateState.Undecided;
            }

            left++;
        }

        _count = left;
    }

    private bool HasWaitingNeighbour(Span<Candidate> open, int index)
    {
        for (int j = index - 1; j >= 0 && open[index].Position - open[j].Position <= distance; j--)
        {
            if (open[j].State == CandidateState.Waiting)
            {
                return true;
            }
        }

        for (int j = index + 1; j < open.Length && open[j].Position - open[index].Position <= distance; j++)
        {
            if (open[j].State == CandidateState.Waiting)
            {
                return true;
            }
        }

        return false;
    }

    private void Flush(List<(long Position, float Value)> kept)
    {
        int done = 0;
        for (; done < _count && _open[done].State == CandidateState.Kept; done++)
        {
            kept.Add((_open[done].Position, _open[done].Value));
        }

        _open.AsSpan(done, _count - done).CopyTo(_open);
        _count -= done;
    }

    private static int Compare(Candidate a, Candidate b) =>
        a.Magnitude != b.Magnitude ? b.Magnitude.CompareTo(a.Magnitude) : a.Position.CompareTo(b.Position);

    private enum CandidateState : byte
    {
        Undecided,
        Kept,
        Removed,
        Waiting,
    }

    private struct Candidate(long position, float value)
    {
        public readonly long Position = position;
        public readonly float Value = value;
        public CandidateState State;

        public readonly float Magnitude => Math.Abs(Value);
    }

    /// <summary>Candidates within d + 1 positions.</summary>
    /// <param name="Start">The index of the first.</param>
    /// <param name="End">The index behind the last.</param>
    /// <param name="Largest">The index of the first largest undecided one.</param>
    /// <param name="Magnitude">Its magnitude, or a negative number where none is undecided.</param>
    private readonly record struct Cell(int Start, int End, int Largest, float Magnitude);
}
