using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>Ranks by <c>|value|</c>: the order of top-k absolutes.</summary>
public readonly struct ByMagnitude : IValueOrder
{
    /// <inheritdoc/>
    public static int LeastKey => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Key(float value) => Magnitude.Bits(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Keys(Vector512<float> values) => Magnitude.Bits(values);
}
