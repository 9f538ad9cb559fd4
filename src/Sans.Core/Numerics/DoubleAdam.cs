using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Configuration;

namespace Sans.Core.Numerics;

/// <summary>
/// Adam (Kingma and Ba, 2015) with bias correction in double precision. Epsilon is added after the root:
/// <c>w -= lr · m̂ / (sqrt(v̂) + ε)</c>.
/// </summary>
/// <remarks>
/// Every weight is computed alone. Roots and quotients are correctly rounded by IEEE 754, so vectors of any width agree to the
/// bit. <see cref="Adam"/> is the form in single precision, with other bits.
/// </remarks>
/// <param name="count">Number of weights.</param>
/// <param name="settings">Step size and decays.</param>
public sealed class DoubleAdam(int count, AdamConfig settings)
{
    private readonly double _learningRate = settings.LearningRate;
    private readonly double _beta1 = settings.Beta1;
    private readonly double _beta2 = settings.Beta2;
    private readonly double _epsilon = settings.Epsilon;
    private readonly double[] _first = new double[count];
    private readonly double[] _second = new double[count];
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>Takes a step. O(count).</summary>
    /// <param name="weights">The weights. A weight whose gradient was always zero stays unchanged.</param>
    /// <param name="gradient">Their gradient.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(Span<double> weights, ReadOnlySpan<double> gradient)
    {
        _beta1Power *= _beta1;
        _beta2Power *= _beta2;
        var beta1 = Vector512.Create(_beta1);
        var complement1 = Vector512.Create(1 - _beta1);
        var beta2 = Vector512.Create(_beta2);
        var complement2 = Vector512.Create(1 - _beta2);
        var step = Vector512.Create(_learningRate / (1 - _beta1Power));
        var rootCorrection = Vector512.Create(1 / Math.Sqrt(1 - _beta2Power));
        var epsilon = Vector512.Create(_epsilon);
        ref double w = ref MemoryMarshal.GetReference(weights);
        ref double g = ref MemoryMarshal.GetReference(gradient[..weights.Length]);
        ref double first = ref MemoryMarshal.GetReference(_first.AsSpan(0, weights.Length));
        ref double second = ref MemoryMarshal.GetReference(_second.AsSpan(0, weights.Length));
        nuint i = 0;
        for (; i + DoubleLanes.Count <= (nuint)weights.Length; i += DoubleLanes.Count)
        {
            var slope = Vector512.LoadUnsafe(ref g, i);
            Vector512<double> m = Vector512.FusedMultiplyAdd(complement1, slope, beta1 * Vector512.LoadUnsafe(ref first, i));
            Vector512<double> v = Vector512.FusedMultiplyAdd(complement2 * slope, slope, beta2 * Vector512.LoadUnsafe(ref second, i));
            m.StoreUnsafe(ref first, i);
            v.StoreUnsafe(ref second, i);
            Vector512<double> change = step * m / Vector512.FusedMultiplyAdd(Vector512.Sqrt(v), rootCorrection, epsilon);
            (Vector512.LoadUnsafe(ref w, i) - change).StoreUnsafe(ref w, i);
        }

        for (int rest = (int)i; rest < weights.Length; rest++)
        {
            double slope = gradient[rest];
            double m = _first[rest] = Math.FusedMultiplyAdd(complement1[0], slope, beta1[0] * _first[rest]);
            double v = _second[rest] = Math.FusedMultiplyAdd(complement2[0] * slope, slope, beta2[0] * _second[rest]);
            weights[rest] -= step[0] * m / Math.FusedMultiplyAdd(Math.Sqrt(v), rootCorrection[0], epsilon[0]);
        }
    }

    /// <summary>Writes the state that later steps depend on.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_beta1Power);
        writer.Write(_beta2Power);
        writer.Write(MemoryMarshal.AsBytes<double>(_first));
        writer.Write(MemoryMarshal.AsBytes<double>(_second));
    }

    /// <summary>Reads the state that <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _beta1Power = reader.ReadDouble();
        _beta2Power = reader.ReadDouble();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_first.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_second.AsSpan()));
    }
}
