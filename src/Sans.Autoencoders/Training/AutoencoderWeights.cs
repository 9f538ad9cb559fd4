using Sans.Core.Numerics;
using Sans.Core.Random;

namespace Sans.Autoencoders.Training;

/// <summary>The weights of an autoencoder, or their gradients.</summary>
internal sealed class AutoencoderWeights
{
    /// <summary>Allocates zeros.</summary>
    /// <param name="features">Features V.</param>
    /// <param name="hiddenUnits">Units H.</param>
    /// <param name="isTied">Whether the decoder is the transposed encoder.</param>
    public AutoencoderWeights(int features, int hiddenUnits, bool isTied)
    {
        Stride = DoubleLanes.RoundUp(hiddenUnits);
        Encoder = new double[features * Stride];
        Decoder = isTied ? Encoder : new double[features * Stride];
        HiddenBias = new double[Stride];
        OutputBias = new double[DoubleLanes.RoundUp(features)];
    }

    /// <summary>
    /// Distance between the weights of two features: H, rounded up to whole vectors. The weights behind H are zero.
    /// </summary>
    public int Stride { get; }

    /// <summary>The weights W by features, <c>[V, Stride]</c>.</summary>
    public double[] Encoder { get; }

    /// <summary>
    /// The decoder's weights W' by features, <c>[V, Stride]</c>. They are the same array as <see cref="Encoder"/> where
    /// weights are tied.
    /// </summary>
    public double[] Decoder { get; }

    /// <summary>Whether <see cref="Decoder"/> is <see cref="Encoder"/>.</summary>
    public bool IsTied => ReferenceEquals(Encoder, Decoder);

    /// <summary>The bias b of the hidden units, <c>[Stride]</c>.</summary>
    public double[] HiddenBias { get; }

    /// <summary>The output bias c, <c>[V]</c> rounded up to whole vectors.</summary>
    public double[] OutputBias { get; }

    /// <summary>Each array once.</summary>
    public IEnumerable<double[]> Arrays => IsTied ? [Encoder, HiddenBias, OutputBias] : [Encoder, Decoder, HiddenBias, OutputBias];

    /// <summary>
    /// Draws the weights of the encoder, and those of an untied decoder. They are independent and normal, feature after
    /// feature and unit after unit.
    /// </summary>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="hiddenUnits">Units H.</param>
    /// <param name="stream">The random stream.</param>
    public void Draw(double deviation, int hiddenUnits, RandomStream stream)
    {
        foreach (double[] weights in IsTied ? new[] { Encoder } : [Encoder, Decoder])
        {
            for (int row = 0; row < weights.Length; row += Stride)
            {
                for (int j = row; j < row + hiddenUnits; j++)
                {
                    weights[j] = deviation * stream.NextNormal();
                }
            }
        }
    }

    /// <summary>Sets everything to zero.</summary>
    public void Clear()
    {
        foreach (double[] array in Arrays)
        {
            Array.Clear(array);
        }
    }
}
