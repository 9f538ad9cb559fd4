namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>A sparsity penalty on a code (docs/method/sparsity-penalties.md, section 2).</summary>
/// <param name="Kind">Which.</param>
/// <param name="Weight">λ, at least 0.</param>
/// <param name="Target">p, of those that have one.</param>
/// <param name="Transform">What the means of <see cref="PenaltyKind.MeanSquare"/> are taken of.</param>
public sealed record PenaltyConfig(PenaltyKind Kind, double Weight, double Target, MeanTransform Transform);

/// <summary>The penalties.</summary>
public enum PenaltyKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Sum of magnitudes.</summary>
    L1,

    /// <summary>Sum of ln(1 + h²).</summary>
    StudentT,

    /// <summary>Cross-entropy of each value to a target.</summary>
    CrossEntropy,

    /// <summary>Kullback-Leibler divergence of each value from a target.</summary>
    Kl,

    /// <summary>Kullback-Leibler divergence of the mean of each unit from a target.</summary>
    KlMean,

    /// <summary>Squared distance of the mean of each unit from a target.</summary>
    MeanSquare,
}

/// <summary>What is averaged inside a penalty on means.</summary>
public enum MeanTransform
{
    /// <summary>The values: signs cancel.</summary>
    Raw,

    /// <summary>Their magnitudes.</summary>
    Abs,

    /// <summary>Their squares.</summary>
    Square,
}
