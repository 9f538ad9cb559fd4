using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// Ranks by the signed value: the order of Top-K autoencoders and of the Top-K router. Zero and minus zero have equal
/// rank.
/// </summary>
public readonly struct ByValue : IValueOrder
{
    /// <inheritdoc/>
    public static int LeastKey => int.MinValue + 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Key(float value)
    {
        // Bits of negative numbers order backwards. Adding a zero makes -0 a +0.
        int bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Keys(Vector512<float> values)
    {
        Vector512<int> bits = (values + Vector512<float>.Zero).AsInt32();
        return bits ^ ((bits >> 31) & Vector512.Create(int.MaxValue));
    }
}
