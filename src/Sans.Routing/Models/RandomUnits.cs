using Sans.Core.Random;
using Sans.Routing.Numerics;

namespace Sans.Routing.Models;

/// <summary>The non-linearity of a unit.</summary>
internal enum Nonlinearity
{
    /// <summary>The rectifier max(0, z).</summary>
    Relu,

    /// <summary>The identity, z.</summary>
    Identity,
}

/// <summary>
/// The frozen bottom layer: random affine units φ_j(x) = σ(⟨w_j, x⟩ + b_j) with normal weights and biases
/// (docs/method/routed-networks.md, 4.1). Distribution and non-linearity are choices of this project (7.2).
/// </summary>
/// <remarks>Units are drawn one after another, so that a narrow layer is the beginning of a wide one.</remarks>
internal sealed class RandomUnits
{
    private readonly AffineMap _map;
    private readonly Nonlinearity _nonlinearity;

    /// <summary>Draws the units.</summary>
    /// <param name="inputCount">d</param>
    /// <param name="unitCount">t</param>
    /// <param name="nonlinearity">σ</param>
    /// <param name="weightDeviation">Standard deviation of each weight.</param>
    /// <param name="biasDeviation">Standard deviation of each bias.</param>
    /// <param name="stream">The random stream. Each unit draws its weights, then its bias.</param>
    public RandomUnits(
        int inputCount, int unitCount, Nonlinearity nonlinearity, double weightDeviation, double biasDeviation, RandomStream stream)
    {
        _map = new AffineMap(inputCount, unitCount);
        _nonlinearity = nonlinearity;
        for (int j = 0; j < unitCount; j++)
        {
            for (int i = 0; i < inputCount; i++)
            {
                _map.Weight(i, j) = (float)(weightDeviation * stream.NextNormal());
            }

            _map.Bias(j) = (float)(biasDeviation * stream.NextNormal());
        }
    }

    /// <summary>Number t of units.</summary>
    public int Count => _map.OutputCount;

    /// <summary>Number of weights and biases, which are never trained.</summary>
    public long FrozenCount => (long)_map.OutputCount * (_map.InputCount + 1);

    /// <summary>The length of a buffer for pre-activations.</summary>
    public int Room => AffineMap.RoomFor(Count);

    /// <summary>The pre-activations of an input. O(d t).</summary>
    /// <param name="x"><c>[d]</c></param>
    /// <param name="preActivations">Receives <c>[t]</c>. The buffer is <see cref="Room"/> long.</param>
    public void Score(ReadOnlySpan<float> x, Span<float> preActivations) => _map.Run(x, preActivations);

    /// <summary>The unit's value σ(z) for a pre-activation.</summary>
    public float Activate(float preActivation) => _nonlinearity == Nonlinearity.Relu ? Math.Max(preActivation, 0) : preActivation;
}
