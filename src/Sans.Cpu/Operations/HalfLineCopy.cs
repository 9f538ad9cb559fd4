using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// A copy of inputs that lies half a cache line further on: a vector of eight that crosses a line in the one does not in the
/// other. With AVX2, of loads that start anywhere every second one crosses,
/// and takes at least as long as two.
/// </summary>
internal static class HalfLineCopy
{
    /// <summary>Numbers that are copied at most.</summary>
    public const int Capacity = 4096;

    /// <summary>Numbers of working memory.</summary>
    public const int Room = Capacity + (3 * Lanes.Count);

    private const int Half = 8;

    /// <summary>Makes it. O(count).</summary>
    /// <param name="input">The first number.</param>
    /// <param name="count">How many, up to <see cref="Capacity"/>; up to a vector more is read at both ends, of lines that are
    /// touched anyway.</param>
    /// <param name="room">Working memory, <see cref="Room"/> numbers.</param>
    /// <returns>The copy of the first number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe ref float Make(ref float input, int count, float* room)
    {
        int phase = PhaseOf(ref input);
        ref float copy = ref Unsafe.AsRef<float>(room + Lanes.Count + ((phase + Half - PhaseOf(ref *room)) & (Lanes.Count - 1)));

        // From the whole half of a line on, so that neither loads nor stores cross one.
        for (int i = -(phase & (Half - 1)); i < count; i += Half)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref input, i)).StoreUnsafe(ref Unsafe.Add(ref copy, i));
        }

        return ref copy;
    }

    /// <summary>How many numbers behind the start of a cache line something lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int PhaseOf(ref float number) => (int)((nint)Unsafe.AsPointer(ref number) / sizeof(float)) & (Lanes.Count - 1);
}
