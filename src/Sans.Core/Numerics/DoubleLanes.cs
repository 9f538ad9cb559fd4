using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Numerics;

/// <summary>
/// The vector of operations in double precision. It has 8 doubles on all hardware, so that no bit depends on the width of
/// registers.
/// </summary>
public static class DoubleLanes
{
    /// <summary>Doubles in a vector.</summary>
    public const int Count = 8;

    /// <summary>Rounds up to whole vectors.</summary>
    public static int RoundUp(int length) => (length + Count - 1) / Count * Count;

    /// <summary>Adds the lanes in a fixed tree: lane i with lane i + 4, then i + 2, i + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> vector)
    {
        Vector256<double> four = vector.GetLower() + vector.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }
}
