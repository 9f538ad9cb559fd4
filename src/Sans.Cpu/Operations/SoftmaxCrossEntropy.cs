using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The training loss of a classifier: the cross-entropy <c>-log p[y]</c> with <c>p[c] = exp(z[c]) / Σ exp(z)</c>, and its
/// gradient <c>(p[c] - [c = y]) / B</c>. An example is a lane.
/// </summary>
/// <remarks>
/// The largest z is subtracted first. The sum over classes is one chain, ascending. The sum over examples is in double, with
/// one logarithm for the product of 16 sums.
/// </remarks>
internal static class SoftmaxCrossEntropy
{
    /// <summary>Computes loss and gradient. O(classes · lanes).</summary>
    /// <param name="outputs">z, <c>[classCount, lanes]</c>.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="lanes">A multiple of 16.</param>
    /// <param name="labels">The class y of each example. Lanes behind the last example get the gradient zero.</param>
    /// <param name="gradient">Receives the gradient of the mean over the examples, <c>[classCount, lanes]</c>.</param>
    /// <returns>The sum of the loss over the examples. It is not finite when an output is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Run(ref float outputs, int classCount, int lanes, ReadOnlySpan<int> labels, ref float gradient)
    {
        Span<float> largest = stackalloc float[Lanes.Count];
        Span<float> sums = stackalloc float[Lanes.Count];
        Span<float> scales = stackalloc float[Lanes.Count];
        double loss = 0;
        for (int lane = 0; lane < lanes; lane += Lanes.Count)
        {
            int count = Math.Clamp(labels.Length - lane, 0, Lanes.Count);
            scales.Clear();
            scales[..count].Fill(1f / labels.Length);
            Probabilities(ref Unsafe.Add(ref outputs, lane), classCount, lanes, ref Unsafe.Add(ref gradient, lane), largest, sums);
            double product = 1;
            for (int i = 0; i < count; i++)
            {
                int label = (labels[lane + i] * lanes) + lane + i;
                loss += (double)largest[i] - Unsafe.Add(ref outputs, label);
                product *= sums[i];
                Unsafe.Add(ref gradient, label) -= 1;
            }

            loss += double.IsFinite(product) ? PortableMath.Log(product) : product;
            Scale(ref Unsafe.Add(ref gradient, lane), classCount, lanes, Vector512.Create<float>(scales));
        }

        return loss;
    }

    private static void Probabilities(
        ref float outputs, int classCount, int lanes, ref float probabilities, Span<float> largest, Span<float> sums)
    {
        var top = Vector512.LoadUnsafe(ref outputs);
        for (int c = 1; c < classCount; c++)
        {
            top = Vector512.Max(top, Vector512.LoadUnsafe(ref outputs, (nuint)(c * lanes)));
        }

        Vector512<float> sum = default;
        for (int c = 0; c < classCount; c++)
        {
            Vector512<float> power = PortableMath.Exp(Vector512.LoadUnsafe(ref outputs, (nuint)(c * lanes)) - top);
            power.StoreUnsafe(ref probabilities, (nuint)(c * lanes));
            sum += power;
        }

        for (int c = 0; c < classCount; c++)
        {
            (Vector512.LoadUnsafe(ref probabilities, (nuint)(c * lanes)) / sum).StoreUnsafe(ref probabilities, (nuint)(c * lanes));
        }

        top.StoreUnsafe(ref MemoryMarshal.GetReference(largest));
        sum.StoreUnsafe(ref MemoryMarshal.GetReference(sums));
    }

    private static void Scale(ref float gradient, int classCount, int lanes, Vector512<float> scales)
    {
        for (int c = 0; c < classCount; c++)
        {
            (Vector512.LoadUnsafe(ref gradient, (nuint)(c * lanes)) * scales).StoreUnsafe(ref gradient, (nuint)(c * lanes));
        }
    }
}
