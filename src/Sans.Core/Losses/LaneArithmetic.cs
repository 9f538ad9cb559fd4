using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Core.Losses;

/// <summary>Slopes of 16 residuals at once, with the same bits for any width of registers.</summary>
public readonly struct LaneArithmetic : ISlopeArithmetic<Vector512<float>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, double b) => a + Vector512.Create((float)b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, double b) => a * Vector512.Create((float)b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Abs(Vector512<float> a) => Vector512.Abs(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> a, double bound)
    {
        // Comparisons, because the minimum of a number and a NaN differs between processors.
        var most = Vector512.Create((float)bound);
        Vector512<float> below = Vector512.ConditionalSelect(Vector512.GreaterThan(a, most), most, a);
        return Vector512.ConditionalSelect(Vector512.LessThan(below, -most), -most, below);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sign(Vector512<float> a)
    {
        Vector512<float> above = Vector512.GreaterThan(a, Vector512<float>.Zero) & Vector512<float>.One;
        Vector512<float> below = Vector512.LessThan(a, Vector512<float>.Zero) & Vector512<float>.One;
        return above - below;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> a) => PortableMath.Tanh(a);
}
