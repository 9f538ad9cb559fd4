using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Configuration;

namespace Sans.Core.Numerics;

/// <summary>
/// Adam (Kingma and Ba, 2015) with bias correction in single precision. Epsilon is added after the root:
/// <c>w -= lr · m̂ / (sqrt(v̂) + ε)</c>.
/// </summary>
/// <remarks>
/// Every weight is computed alone. Roots and quotients are correctly rounded by IEEE 754, so vectors and scalars agree to the
/// bit. <see cref="DoubleAdam"/> is the form in double precision.
/// </remarks>
public sealed class Adam
{
    private readonly double _learningRate;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly int[] _starts;
    private readonly float[] _first;
    private readonly float[] _second;
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>A fresh optimiser.</summary>
    /// <param name="weightCounts">Weights of each kernel.</param>
    /// <param name="settings">Step size and decays.</param>
    public Adam(IEnumerable<int> weightCounts, AdamConfig settings)
    {
        (_learningRate, _beta1, _beta2, _epsilon) = (settings.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon);
        int[] sizes = [.. weightCounts.Select(Lanes.RoundUp)];
        _starts = [.. sizes.Select((_, i) => sizes[..i].Sum())];
        _first = new float[sizes.Sum()];
        _second = new float[sizes.Sum()];
    }

    /// <summary>Writes the state that later steps depend on.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_beta1Power);
        writer.Write(_beta2Power);
        writer.Write(MemoryMarshal.AsBytes<float>(_first));
        writer.Write(MemoryMarshal.AsBytes<float>(_second));
    }

    /// <summary>Reads the state that <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _beta1Power = reader.ReadDouble();
        _beta2Power = reader.ReadDouble();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_first.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_second.AsSpan()));
    }

    /// <summary>Moves on to the next step. Call it once before the <see cref="Update"/>s of that step.</summary>
    public void NextStep()
    {
        _beta1Power *= _beta1;
        _beta2Power *= _beta2;
    }

    /// <summary>Moves the weights of a kernel. O(weights).</summary>
    /// <param name="kernel">The index of the kernel, in [0, q).</param>
    /// <param name="weights">The weights, with room for whole vectors. Zeros follow them, also afterwards.</param>
    /// <param name="gradient">Their gradient, followed by zeros up to whole vectors.</param>
    /// <param name="weightCount">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(int kernel, ref float weights, ref float gradient, int weightCount)
    {
        // The complements are taken in double: 1 - 0.999 in float32 is off by 1.3e-5, which training makes visible.
        var beta1 = Vector512.Create((float)_beta1);
        var complement1 = Vector512.Create((float)(1 - _beta1));
        var beta2 = Vector512.Create((float)_beta2);
        var complement2 = Vector512.Create((float)(1 - _beta2));
        var step = Vector512.Create((float)(_learningRate / (1 - _beta1Power)));
        var rootCorrection = Vector512.Create((float)Math.Sqrt(1 - _beta2Power));
        var epsilon = Vector512.Create((float)_epsilon);
        for (int i = 0; i < weightCount; i += Lanes.Count)
        {
            var g = Vector512.LoadUnsafe(ref gradient, (nuint)i);
            ref float first = ref _first[_starts[kernel] + i];
            ref float second = ref _second[_starts[kernel] + i];
            Vector512<float> m = Vector512.FusedMultiplyAdd(complement1, g, beta1 * Vector512.LoadUnsafe(ref first));
            Vector512<float> v = Vector512.FusedMultiplyAdd(complement2 * g, g, beta2 * Vector512.LoadUnsafe(ref second));
            m.StoreUnsafe(ref first);
            v.StoreUnsafe(ref second);
            Vector512<float> change = step * m / ((Vector512.Sqrt(v) / rootCorrection) + epsilon);
            (Vector512.LoadUnsafe(ref weights, (nuint)i) - change).StoreUnsafe(ref weights, (nuint)i);
        }

        // Without an epsilon, what lies behind the kernel has become 0 / 0.
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref weights, weightCount), Lanes.RoundUp(weightCount) - weightCount).Clear();
    }
}
