using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>The class that a classifier predicts: that of its largest output. Ties go to the lower class.</summary>
internal static class ArgMax
{
    /// <summary>Counts the examples whose largest output is that of their class. O(classes · lanes).</summary>
    /// <param name="outputs"><c>[classCount, lanes]</c>. An example is a lane.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="lanes">A multiple of 16.</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="confusion">
    /// <c>[classCount, classCount]</c>, in the row of the class and the column of the predicted class. The examples are added.
    /// It may be empty.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CorrectCount(ref float outputs, int classCount, int lanes, ReadOnlySpan<int> labels, Span<int> confusion = default)
    {
        Span<int> said = stackalloc int[Lanes.Count];
        int correct = 0;
        for (int lane = 0; lane < labels.Length; lane += Lanes.Count)
        {
            ref float output = ref Unsafe.Add(ref outputs, lane);
            var largest = Vector512.LoadUnsafe(ref output);
            Vector512<int> index = default;
            for (int c = 1; c < classCount; c++)
            {
                var here = Vector512.LoadUnsafe(ref output, (nuint)(c * lanes));
                Vector512<float> isLarger = Vector512.GreaterThan(here, largest);
                largest = Vector512.ConditionalSelect(isLarger, here, largest);
                index = Vector512.ConditionalSelect(isLarger.AsInt32(), Vector512.Create(c), index);
            }

            index.StoreUnsafe(ref MemoryMarshal.GetReference(said));
            for (int i = 0; i < Math.Min(Lanes.Count, labels.Length - lane); i++)
            {
                correct += said[i] == labels[lane + i] ? 1 : 0;
                if (!confusion.IsEmpty)
                {
                    confusion[(labels[lane + i] * classCount) + said[i]]++;
                }
            }
        }

        return correct;
    }
}
