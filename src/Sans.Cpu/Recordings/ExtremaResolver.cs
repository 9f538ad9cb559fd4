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

    // Undecided candidates, and kept ones behind the first undecided, ascending.
    private readonly List<Candidate> _open = [];
    private int[] _stack = [];
    private float _last;
    private bool _isLastRising;
    private long _length;

    /// <summary>The position before which all kept ones have been added. The last sample waits for its right neighbour.</summary>
    public long CertainBefore => _open.Count > 0 ? _open[0].Position : Math.Max(0, _length - 1);

    /// <summary>Adds the next samples of the map.</summary>
    /// <param name="similarity">The samples.</param>
    /// <param name="isLast">Whether the map ends with them.</param>
    /// <param name="kept">Receives the kept positions and values that are certain now, ascending over all calls.</param>
    public void Add(ReadOnlySpan<float> similarity, bool isLast, List<(long Position, float Value)> kept)
    {
        Find(similarity);
        if (isLast && _length > 0 && _isLastRising && _last > 0)
        {
            // The last sample can be a peak only.
            _open.Add(new Candidate(_length - 1, _last));
        }

        // The last sample is a candidate only when its right neighbour is known.
        long known = isLast ? long.MaxValue - distance : _length - 1;
        for (int round = 0; round < RoundLimit && KeepUnbeaten(known); round++)
        {
        }

        if (HasUndecided())
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

        ref float s = ref MemoryMarshal.GetReference(similarity);
        bool isRising = _isLastRising;
        for (; t <= similarity.Length - 1 - Vector512<float>.Count; t += Vector512<float>.Count)
        {
            var here = Vector512.LoadUnsafe(ref s, (nuint)t);
            ulong rises = Vector512.GreaterThan(Vector512.LoadUnsafe(ref s, (nuint)t + 1), here).ExtractMostSignificantBits();
            ulong isPositive = Vector512.GreaterThan(here, Vector512<float>.Zero).ExtractMostSignificantBits();
            ulong risesBefore = ((rises << 1) | (isRising ? 1u : 0)) & 0xFFFF;
            ulong found = (risesBefore & ~rises & isPositive) | (rises & ~risesBefore & ~isPositive);
            for (; found != 0; found &= found - 1)
            {
                int at = t + BitOperations.TrailingZeroCount(found);
                _open.Add(new Candidate(_length + at, Unsafe.Add(ref s, at)));
            }

            isRising = (rises & 0x8000) != 0;
        }

        for (; t < similarity.Length - 1; t++)
        {
            Look(_length + t, similarity[t], isRising, similarity[t + 1]);
            isRising = similarity[t + 1] > similarity[t];
        }

        (_last, _isLastRising) = (similarity[^1], isRising);
        _length += similarity.Length;
    }

    private void Look(long position, float value, bool isRisingBefore, float next)
    {
        bool isRising = next > value;
        if ((isRisingBefore && !isRising && value > 0) || (isRising && !isRisingBefore && value <= 0))
        {
            _open.Add(new Candidate(position, value));
        }
    }

    /// <summary>Keeps every undecided candidate that no undecided neighbour beats, and removes its neighbours. O(candidates).</summary>
    /// <param name="known">Positions below it are known.</param>
    /// <returns>Whether any was kept.</returns>
    private bool KeepUnbeaten(long known)
    {
        Span<Candidate> open = CollectionsMarshal.AsSpan(_open);
        bool isAnyKept = false;

        // The candidate on the left that may beat one: the nearest undecided one that is not smaller.
        Span<int> stack = _stack.Length < open.Length ? (_stack = new int[2 * open.Length]) : _stack;
        int top = 0;
        for (int i = 0; i < open.Length; i++)
        {
            if (open[i].State != CandidateState.Undecided)
            {
                continue;
            }

            while (top > 0 && open[stack[top - 1]].Magnitude < open[i].Magnitude)
            {
                Candidate smaller = open[stack[--top]];
                if (open[i].Position - smaller.Position <= distance)
                {
                    open[stack[top]].IsBeaten = true;
                }
            }

            open[i].IsBeaten = top > 0 && open[i].Position - open[stack[top - 1]].Position <= distance;
            stack[top++] = i;
        }

        for (int i = 0; i < open.Length; i++)
        {
            if (open[i].State == CandidateState.Undecided && !open[i].IsBeaten && open[i].Position + distance < known)
            {
                open[i].State = CandidateState.Kept;
                isAnyKept = true;
            }
        }

        if (isAnyKept)
        {
            RemoveNearKept(open);
        }

        return isAnyKept;
    }

    private void RemoveNearKept(Span<Candidate> open)
    {
        long last = long.MinValue / 2;
        for (int i = 0; i < open.Length; i++)
        {
            if (open[i].State == CandidateState.Kept)
            {
                last = open[i].Position;
            }
            else if (open[i].Position - last <= distance)
            {
                open[i].State = CandidateState.Removed;
            }
        }

        long next = long.MaxValue / 2;
        int kept = 0;
        for (int i = open.Length - 1; i >= 0; i--)
        {
            if (open[i].State == CandidateState.Kept)
            {
                next = open[i].Position;
            }
            else if (open[i].State == CandidateState.Undecided && next - open[i].Position <= distance)
            {
                open[i].State = CandidateState.Removed;
            }
        }

        for (int i = 0; i < open.Length; i++)
        {
            if (open[i].State != CandidateState.Removed)
            {
                open[kept++] = open[i];
            }
        }

        CollectionsMarshal.SetCount(_open, kept);
    }

    /// <summary>Decides candidates in the order of magnitude, as far as possible. O(candidates · log candidates).</summary>
    private void KeepInOrder(long known)
    {
        Span<Candidate> open = CollectionsMarshal.AsSpan(_open);
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

        CollectionsMarshal.SetCount(_open, left);
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

    private bool HasUndecided() => _open.Exists(c => c.State == CandidateState.Undecided);

    private void Flush(List<(long Position, float Value)> kept)
    {
        int count = 0;
        for (; count < _open.Count && _open[count].State == CandidateState.Kept; count++)
        {
            kept.Add((_open[count].Position, _open[count].Value));
        }

        _open.RemoveRange(0, count);
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
        public bool IsBeaten;

        public readonly float Magnitude => Math.Abs(Value);
    }
}
