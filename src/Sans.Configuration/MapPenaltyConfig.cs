using Sans.Configuration.Kinds.Autoencoders;

namespace Sans.Configuration;

/// <summary>A sparsity penalty on the activation maps of a network (docs/method/sparsity-penalties.md, section 8).</summary>
/// <param name="Kind">The kind of the penalty.</param>
/// <param name="Weight">λ</param>
/// <param name="IsWeightRelative">Whether λ is scaled by loss over penalty on the first batch, before the first step.</param>
/// <param name="Target">p, of <see cref="PenaltyKind.MeanSquare"/>.</param>
/// <param name="Transform">The transform of values before its means.</param>
/// <param name="MeanOver">The axes of its means.</param>
public sealed record MapPenaltyConfig(
    PenaltyKind Kind, Sweep<double> Weight, bool IsWeightRelative, double Target, MeanTransform Transform, MeanAxes MeanOver)
{
    /// <summary>The penalty of one training.</summary>
    /// <exception cref="InvalidOperationException">There are several weights.</exception>
    public PenaltyConfig Penalty => new(Kind, Weight, Target, Transform);
}

/// <summary>The axes that the mean of an activation map is taken over.</summary>
public enum MeanAxes
{
    /// <summary>The examples of the batch and the positions. Each kernel has a mean.</summary>
    BatchSpace,

    /// <summary>
    /// The examples of the batch. Each kernel and position has a mean, which is the literal reading of the post.
    /// </summary>
    Batch,
}
