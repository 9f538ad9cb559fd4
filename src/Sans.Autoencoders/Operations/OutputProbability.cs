using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Autoencoders.Operations;

/// <summary>The sigmoid output of an autoencoder and its cross-entropy, <c>Σ_k max(a, 0) - a x + ln(1 + e^-|a|)</c>.</summary>
internal static class OutputProbability
{
    /// <summary>Computes <c>y = scale / (1 + e^-a)</c> in place. O(n).</summary>
    /// <param name="outputs">a. A multiple of <see cref="DoubleLanes.Count"/> numbers.</param>
    /// <param name="scale">A common factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Span<double> outputs, double scale)
    {
        ref double start = ref MemoryMarshal.GetReference(outputs);
        var factor = Vector512.Create(scale);
        for (int i = 0; i < outputs.Length; i += DoubleLanes.Count)
        {
            (factor * Logistic.Of(Vector512.LoadUnsafe(ref start, (nuint)i), out _)).StoreUnsafe(ref start, (nuint)i);
        }
    }

    /// <summary>
    /// Computes y in place, and the part of each sample's cross-entropy that does not depend on x. It adds the positive parts
    /// one after another, and the logarithm of the product of all <c>1 + e^-|a|</c>. O(n), with one logarithm per sample.
    /// </summary>
    /// <param name="outputs">
    /// a by features, with rows as long as <paramref name="losses"/>. More than 1,000 rows could overflow the product.
    /// </param>
    /// <param name="losses">Receives the sums. A multiple of <see cref="DoubleLanes.Count"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunAndAddLoss(Span<double> outputs, Span<double> losses)
    {
        ref double start = ref MemoryMarshal.GetReference(outputs);
        for (int n = 0; n < losses.Length; n += DoubleLanes.Count)
        {
            Vector512<double> product = Vector512<double>.One, positive = default;
            for (int i = n; i < outputs.Length; i += losses.Length)
            {
                var a = Vector512.LoadUnsafe(ref start, (nuint)i);
                Logistic.Of(a, out Vector512<double> e).StoreUnsafe(ref start, (nuint)i);
                positive += Vector512.ConditionalSelect(Vector512.LessThan(a, Vector512<double>.Zero), Vector512<double>.Zero, a);
                product *= Vector512<double>.One + e;
            }

            for (int lane = 0; lane < DoubleLanes.Count; lane++)
            {
                losses[n + lane] += positive[lane] + (double.IsFinite(product[lane]) ? PortableMath.Log(product[lane]) : double.NaN);
            }
        }
    }
}
