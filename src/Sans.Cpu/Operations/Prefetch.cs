using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Sans.Cpu.Operations;

/// <summary>Prefetches memory that will be read soon. Examples come in random order, which no processor predicts.</summary>
internal static class Prefetch
{
    private const int CacheLine = 64;

    /// <summary>
    /// Prefetches the cache line of a place in each of some rows. It changes nothing, and does nothing where there is no
    /// instruction for it.
    /// </summary>
    /// <param name="place">The place in a row that begins at 0.</param>
    /// <param name="rows">The start of each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Lines(ref float place, ReadOnlySpan<int> rows)
    {
        if (Sse.IsSupported)
        {
            foreach (int row in rows)
            {
                // Only an address is formed, so that nothing has to be pinned.
                Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref place, row)));
            }
        }
    }

    /// <summary>Prefetches all of some items.</summary>
    /// <param name="items">The items.</param>
    public static unsafe void Items<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < items.Length; i += CacheLine / sizeof(T))
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetReference(items), i)));
            }
        }
    }
}
