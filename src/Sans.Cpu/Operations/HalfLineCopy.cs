using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// A copy of inputs that lies half a cache line further on. A vector of eight that crosses a line in the one does not in the
/// other. With AVX2, every second of the loads that start anywhere crosses one, and takes at least twice as long.
/// </summary>
internal static class HalfLineCopy
{
    /// <summary>The most numbers that are copied.</summary>
    public const int Capacity = 4096;

    /// <summary>The size of the working memory, in numbers.</summary>
    public const int Room = Capacity + (3 * Lanes.Count);

    private const int Half = 8;

    /// <summary>Copies the numbers. O(count).</summary>
    /// <param name="input">The first number.</param>
    /// <param name="count">
    /// The number of inputs, up to <see cref="Capacity"/>. Up to a vector more is read at both ends, from lines that are
    /// touched anyway.
    /// </param>
    /// <param name="room">Working memory, <see cref="Room"/> numbers.</param>
    /// <returns>The copy of the first number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe ref float Make(ref float input, int count, float* room)
    {
        int phase = PhaseOf(ref input);
        ref float copy = ref Unsafe.AsRef<float>(room + Lanes.Count + ((phase + Half - PhaseOf(ref *room)) & (Lanes.Count - 1)));

        // The copy starts at a whole half of a line, so that neither loads nor stores cross one.
        for (int i = -(phase & (Half - 1)); i < count; i += Half)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref input, i)).StoreUnsafe(ref Unsafe.Add(ref copy, i));
        }

        return ref copy;
    }

    /// <summary>The distance of a number from the start of its cache line, in numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int PhaseOf(ref float number) => (int)((nint)Unsafe.AsPointer(ref number) / sizeof(float)) & (Lanes.Count - 1);
}
