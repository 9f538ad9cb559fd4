using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Routing.Numerics;

/// <summary>
/// Many affine functions of one input, <c>out[j] = b_j + Σ_i w_ij x_i</c> in float32: pre-activations of frozen units, sides of
/// hyperplanes, projections on directions.
/// </summary>
/// <remarks>Each output is one chain of fused multiply-adds that begins at b_j and takes the inputs in ascending order.</remarks>
internal sealed class AffineMap
{
    private readonly float[] _memory;
    private readonly int _stride;

    /// <summary>Allocates zeros.</summary>
    /// <param name="inputCount">Number of coordinates of an input, d.</param>
    /// <param name="outputCount">Number of functions, t.</param>
    public AffineMap(int inputCount, int outputCount)
    {
        (InputCount, OutputCount) = (inputCount, outputCount);
        _stride = RoomFor(outputCount);
        _memory = new float[(inputCount + 1) * _stride];
    }

    /// <summary>Number d of inputs.</summary>
    public int InputCount { get; }

    /// <summary>Number t of outputs.</summary>
    public int OutputCount { get; }

    /// <summary>The length of a buffer for outputs: whole vectors of 16.</summary>
    public static int RoomFor(int outputCount) => Lanes.RoundUp(outputCount);

    /// <summary>The weight of an input in a function.</summary>
    public ref float Weight(int input, int output) => ref _memory[((input + 1) * _stride) + output];

    /// <summary>The constant of a function.</summary>
    public ref float Bias(int output) => ref _memory[output];

    /// <summary>Computes the functions. O(d t).</summary>
    /// <param name="x"><c>[d]</c></param>
    /// <param name="outputs">Receives <c>[t]</c>, followed by zeros. <see cref="RoomFor"/> is its length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(ReadOnlySpan<float> x, Span<float> outputs)
    {
        ref float memory = ref MemoryMarshal.GetArrayDataReference(_memory);
        ref float output = ref MemoryMarshal.GetReference(outputs[.._stride]);
        for (int j = 0; j < _stride; j += Lanes.Count)
        {
            var sum = Vector512.LoadUnsafe(ref memory, (nuint)j);
            for (int i = 0; i < x.Length; i++)
            {
                sum = Vector512.FusedMultiplyAdd(
                    Vector512.Create(x[i]), Vector512.LoadUnsafe(ref memory, (nuint)(((i + 1) * _stride) + j)), sum);
            }

            sum.StoreUnsafe(ref output, (nuint)j);
        }
    }
}
