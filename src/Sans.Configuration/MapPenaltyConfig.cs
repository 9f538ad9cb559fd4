using Sans.Configuration.Kinds.Autoencoders;

namespace Sans.Configuration;

/// <summary>A sparsity penalty on the activation maps of a network (docs/method/sparsity-penalties.md, section 8).</summary>
/// <param name="Kind">Which.</param>
/// <param name="Weight">λ</param>
/// <param name="IsWeightRelative">Whether λ is scaled by loss over penalty on the first batch, before the first step.</param>
/// <param name="Target">p, of <see cref="PenaltyKind.MeanSquare"/>.</param>
/// <param name="Transform">What its means are taken of.</param>
/// <param name="MeanOver">What they are taken over.</param>
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
    /// <summary>Examples of the batch and positions: a mean for each kernel.</summary>
    BatchSpace,

    /// <summary>Examples of the batch: a mean for each kernel and position, the literal reading of the post.</summary>
    Batch,
}
