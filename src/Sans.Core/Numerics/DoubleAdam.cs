using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Configuration;

namespace Sans.Core.Numerics;

/// <summary>
/// Adam (Kingma and Ba, 2015) with bias correction in double precision, epsilon added after the root: <c>w -= lr · m̂ / (sqrt(v̂) + ε)</c>.
/// </summary>
/// <remarks>Every weight is computed alone; roots and quotients are correctly rounded by IEEE 754, so vectors of any width agree to the bit.</remarks>
/// <param name="count">Number of weights.</param>
/// <param name="settings">Step size and decays.</param>
public sealed class DoubleAdam(int count, AdamConfig settings)
{
    private readonly double[] _first = new double[count];
    private readonly double[] _second = new double[count];
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>Takes a step. O(count).</summary>
    /// <param name="weights">The weights; those with a gradient of zero ever since stay as they are.</param>
    /// <param name="gradient">Their gradient.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(Span<double> weights, ReadOnlySpan<double> gradient)
    {
        _beta1Power *= settings.Beta1;
        _beta2Power *= settings.Beta2;
        double step = settings.LearningRate / (1 - _beta1Power);
        double rootCorrection = 1 / Math.Sqrt(1 - _beta2Power);
        ref double w = ref MemoryMarshal.GetReference(weights);
        ref double g = ref MemoryMarshal.GetReference(gradient[..weights.Length]);
        ref double first = ref MemoryMarshal.GetReference(_first.AsSpan(0, weights.Length));
        ref double second = ref MemoryMarshal.GetReference(_second.AsSpan(0, weights.Length));
        int i = 0;
        for (; i <= weights.Length - DoubleLanes.Count; i += DoubleLanes.Count)
        {
            var slope = Vector512.LoadUnsafe(ref g, (nuint)i);
            Vector512<double> m = Vector512.FusedMultiplyAdd(Vector512.Create(1 - settings.Beta1), slope, Vector512.Create(settings.Beta1) * Vector512.LoadUnsafe(ref first, (nuint)i));
            Vector512<double> v = Vector512.FusedMultiplyAdd(Vector512.Create(1 - settings.Beta2) * slope, slope, Vector512.Create(settings.Beta2) * Vector512.LoadUnsafe(ref second, (nuint)i));
            m.StoreUnsafe(ref first, (nuint)i);
            v.StoreUnsafe(ref second, (nuint)i);
            Vector512<double> change = Vector512.Create(step) * m / Vector512.FusedMultiplyAdd(Vector512.Sqrt(v), Vector512.Create(rootCorrection), Vector512.Create(settings.Epsilon));
            (Vector512.LoadUnsafe(ref w, (nuint)i) - change).StoreUnsafe(ref w, (nuint)i);
        }

        for (; i < weights.Length; i++)
        {
            double slope = gradient[i];
            double m = _first[i] = Math.FusedMultiplyAdd(1 - settings.Beta1, slope, settings.Beta1 * _first[i]);
            double v = _second[i] = Math.FusedMultiplyAdd((1 - settings.Beta2) * slope, slope, settings.Beta2 * _second[i]);
            weights[i] -= step * m / Math.FusedMultiplyAdd(Math.Sqrt(v), rootCorrection, settings.Epsilon);
        }
    }

    /// <summary>Writes what later steps depend on.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_beta1Power);
        writer.Write(_beta2Power);
        writer.Write(MemoryMarshal.AsBytes<double>(_first));
        writer.Write(MemoryMarshal.AsBytes<double>(_second));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _beta1Power = reader.ReadDouble();
        _beta2Power = reader.ReadDouble();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_first.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_second.AsSpan()));
    }
}
