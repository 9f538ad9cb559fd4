namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>A sparsity penalty on a code (docs/method/sparsity-penalties.md, section 2).</summary>
/// <param name="Kind">The kind of the penalty.</param>
/// <param name="Weight">λ, at least 0.</param>
/// <param name="Target">p, for penalties that have a target.</param>
/// <param name="Transform">The transform of values before the means of <see cref="PenaltyKind.MeanSquare"/>.</param>
public sealed record PenaltyConfig(PenaltyKind Kind, double Weight, double Target, MeanTransform Transform);

/// <summary>The penalties.</summary>
public enum PenaltyKind
{
    /// <summary>No penalty.</summary>
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

/// <summary>The transform of values before the mean of a penalty.</summary>
public enum MeanTransform
{
    /// <summary>The values themselves, whose signs cancel.</summary>
    Raw,

    /// <summary>The magnitudes of the values.</summary>
    Abs,

    /// <summary>The squares of the values.</summary>
    Square,
}
