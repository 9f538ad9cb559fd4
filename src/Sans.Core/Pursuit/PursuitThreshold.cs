using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Core.Pursuit;

/// <summary>
/// The threshold θ of a φ-pursuit on recordings, chosen for the least φ̄ on the training windows (docs/method/pursuit.md, 7).
/// </summary>
/// <param name="network">The trained network.</param>
/// <param name="train">The training windows.</param>
public sealed class PursuitThreshold(SanNetwork network, SignalWindows train) : IActivationVisitor<double?>
{
    private const double Least = 0.1;
    private const double Factor = 1.15;
    private const int Count = 40;

    /// <summary>The threshold, or <see langword="null"/> for other activations.</summary>
    public double? Visit<T>(T activation)
        where T : struct, ISparseActivation =>
            activation is PhiPursuit pursuit ? pursuit.Stop == PursuitStop.Threshold ? pursuit.Limit : Find(pursuit) : null;

    private double Find(PhiPursuit pursuit)
    {
        AtomDictionary atoms = new(train.Shape, [.. network.Kernels], network.UsesTransposedDecoder);
        PursuitEncoder encoder = new();
        List<CodedActivation> code = [];
        (double best, double least) = (Least, double.PositiveInfinity);
        double threshold = Least;
        for (int i = 0; i < Count; i++, threshold *= Factor)
        {
            PhiAccumulator phi = default;
            PursuitOptions options = pursuit.ByThreshold(threshold);
            for (int window = 0; window < train.Count; window++)
            {
                encoder.Encode(train[window], atoms, options, code);
                double magnitude = 0;
                foreach (float sample in train[window])
                {
                    magnitude += Math.Abs((double)sample);
                }

                phi.Add(
                    PhiScore.InverseCompressionRatioOf(network.WeightCount, code.Count, (int)train.Shape.Dimensions, train.Shape.Length),
                    encoder.AbsoluteResidual,
                    magnitude);
            }

            if (phi.Mean.MeanPhi < least)
            {
                (best, least) = (threshold, phi.Mean.MeanPhi);
            }
        }

        return best;
    }
}
