using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The vector of all operations: 8 floats, whatever the hardware has. Every sum is defined in terms of it, so its bits do not
/// depend on the width of the registers.
/// </summary>
internal static class Lanes
{
    /// <summary>Floats in a vector.</summary>
    public const int Count = 8;

    /// <summary>Rounds up to whole vectors.</summary>
    public static int RoundUp(int length) => (length + Count - 1) / Count * Count;

    /// <summary>Adds the 16 lanes of two vectors in a fixed tree: lane i with lane i + 8, then i + 4, i + 2, i + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Combine(Vector256<float> low, Vector256<float> high)
    {
        Vector256<float> eight = low + high;
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector64<float> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
