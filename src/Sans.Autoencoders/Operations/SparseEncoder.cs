using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Autoencoders.Operations;

/// <summary>The encoder over the non-zero features, <c>z = W x + b</c>, and its gradient.</summary>
internal static class SparseEncoder
{
    /// <summary>
    /// Computes z of one example. Each element is one chain of fused multiply-adds from b, features ascending. O(features of
    /// the example · H).
    /// </summary>
    /// <param name="features">The non-zero features.</param>
    /// <param name="values">Their values.</param>
    /// <param name="weights">W by features, <c>[V, stride]</c>.</param>
    /// <param name="bias">b, <c>[stride]</c>.</param>
    /// <param name="code">Receives z, <c>[stride]</c>. The stride is a multiple of <see cref="DoubleLanes.Count"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        ReadOnlySpan<int> features, ReadOnlySpan<float> values, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, Span<double> code)
    {
        bias.CopyTo(code);
        for (int i = 0; i < features.Length; i++)
        {
            AddScaled(weights.Slice(features[i] * code.Length, code.Length), values[i], code);
        }
    }

    /// <summary>Adds <c>grad W[k] += x_k · grad z</c> for the features of one example. O(features of the example · H).</summary>
    /// <param name="features">The non-zero features.</param>
    /// <param name="values">Their values.</param>
    /// <param name="preActivationGradient">grad z, <c>[stride]</c>.</param>
    /// <param name="weightGradient">grad W by features, <c>[V, stride]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient(
        ReadOnlySpan<int> features, ReadOnlySpan<float> values, ReadOnlySpan<double> preActivationGradient, Span<double> weightGradient)
    {
        int stride = preActivationGradient.Length;
        for (int i = 0; i < features.Length; i++)
        {
            AddScaled(preActivationGradient, values[i], weightGradient.Slice(features[i] * stride, stride));
        }
    }

    /// <summary><c>sum += scale · x</c>, fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ReadOnlySpan<double> x, double scale, Span<double> sum)
    {
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(sum);
        var factor = Vector512.Create(scale);
        for (int j = 0; j < sum.Length; j += DoubleLanes.Count)
        {
            Vector512.FusedMultiplyAdd(
                factor, Vector512.LoadUnsafe(ref from, (nuint)j), Vector512.LoadUnsafe(ref to, (nuint)j)).StoreUnsafe(ref to, (nuint)j);
        }
    }
}
