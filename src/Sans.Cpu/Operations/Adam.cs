using System.Runtime.InteropServices;
using Sans.Configuration;

namespace Sans.Cpu.Operations;

/// <summary>
/// Adam (Kingma and Ba, 2015) with bias correction, epsilon added after the root: <c>w -= lr · m̂ / (sqrt(v̂) + ε)</c>.
/// </summary>
internal sealed class Adam
{
    private readonly AdamConfig _settings;
    private readonly float[] _first;
    private readonly float[] _second;
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>A fresh optimiser.</summary>
    /// <param name="weightCount">Numbers it moves.</param>
    /// <param name="settings">Step size and decays.</param>
    public Adam(int weightCount, AdamConfig settings)
    {
        _settings = settings;
        _first = new float[weightCount];
        _second = new float[weightCount];
    }

    /// <summary>Writes what later steps depend on.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_beta1Power);
        writer.Write(_beta2Power);
        writer.Write(MemoryMarshal.AsBytes<float>(_first));
        writer.Write(MemoryMarshal.AsBytes<float>(_second));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _beta1Power = reader.ReadDouble();
        _beta2Power = reader.ReadDouble();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_first.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_second.AsSpan()));
    }

    /// <summary>Moves on to the next step; call once before the <see cref="Update"/>s of that step.</summary>
    public void NextStep()
    {
        _beta1Power *= _settings.Beta1;
        _beta2Power *= _settings.Beta2;
    }

    /// <summary>Moves some of the weights. O(count).</summary>
    /// <param name="offset">Place of the first of them among all weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="gradient">Their gradient.</param>
    public void Update(int offset, Span<float> weights, ReadOnlySpan<float> gradient)
    {
        // The complements are taken in double: 1 - 0.999 in float32 is off by 1.3e-5, which training makes visible.
        float beta1 = (float)_settings.Beta1, complement1 = (float)(1 - _settings.Beta1);
        float beta2 = (float)_settings.Beta2, complement2 = (float)(1 - _settings.Beta2);
        float step = (float)(_settings.LearningRate / (1 - _beta1Power));
        float rootCorrection = (float)Math.Sqrt(1 - _beta2Power);
        float epsilon = (float)_settings.Epsilon;
        for (int i = 0; i < weights.Length; i++)
        {
            float g = gradient[i];
            ref float first = ref _first[offset + i];
            ref float second = ref _second[offset + i];
            first = MathF.FusedMultiplyAdd(complement1, g, beta1 * first);
            second = MathF.FusedMultiplyAdd(complement2 * g, g, beta2 * second);
            weights[i] -= step * first / ((MathF.Sqrt(second) / rootCorrection) + epsilon);
        }
    }
}
