using Sans.Core.Numerics;
using Sans.Core.Random;

namespace Sans.Data.Synthetic;

/// <summary>The shapes that synthetic signals repeat.</summary>
public static class Motif
{
    /// <summary>The samples of a motif, <c>[length] float64</c>, at amplitude 1.</summary>
    /// <param name="shape">
    /// The shape. <c>constant</c> or <c>square</c> are boxes. <c>cosine</c> is one period with its crest in the middle,
    /// <c>sine</c> one period. <c>triangle</c> and <c>random</c> (normal) have their usual meaning. <c>saw_tooth</c> rises to
    /// 1. <c>decay</c> falls from 1 to e⁻⁵. <c>burst</c> has three periods of a sine that swell and fade.
    /// </param>
    /// <param name="length">Samples, at least 1.</param>
    /// <param name="seed">Seed of a random motif.</param>
    /// <exception cref="ArgumentException">The shape is unknown.</exception>
    public static double[] Of(string shape, int length, int seed)
    {
        double middle = (length - 1) / 2.0;
        return shape switch
        {
            "constant" or "square" => Samples(length, _ => 1),
            "cosine" => Samples(length, t => PortableMath.CosineOfTurns((t - middle) / length)),
            "sine" => Samples(length, t => PortableMath.SineOfTurns((t + 0.5) / length)),
            "triangle" => Samples(length, t => 1 - (Math.Abs(t - middle) / (middle + 1))),
            "saw_tooth" => Samples(length, t => (t + 1.0) / length),
            "decay" => Samples(length, t => PortableMath.Exp(-5.0 * t / length)),
            "burst" => Samples(
                length, t => PortableMath.SineOfTurns(3 * (t + 0.5) / length) * (1 - PortableMath.CosineOfTurns((t + 0.5) / length)) / 2),
            "random" => Random(length, new RandomStream("synthetic_motif", FormattableString.Invariant($"seed={seed}"))),
            _ => throw new ArgumentException($"there is no motif '{shape}'", nameof(shape)),
        };
    }

    private static double[] Samples(int length, Func<int, double> value) => Enumerable.Range(0, length).Select(value).ToArray();

    private static double[] Random(int length, RandomStream stream) => Samples(length, _ => stream.NextNormal());
}
