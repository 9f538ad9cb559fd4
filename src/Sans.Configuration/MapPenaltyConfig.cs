using Sans.Configuration.Kinds.Autoencoders;

namespace Sans.Configuration;

/// <summary>A sparsity penalty on the activation maps of a network (docs/method/sparsity-penalties.md, section 8).</summary>
/// <param name="Penalty">Which, with its weight λ.</param>
/// <param name="MeanOver">What a mean is taken over.</param>
/// <param name="IsWeightRelative">Whether λ is scaled by loss over penalty on the first batch, before the first step.</param>
public sealed record MapPenaltyConfig(PenaltyConfig Penalty, MeanAxes MeanOver, bool IsWeightRelative);

/// <summary>The penalties on maps of an experiment: a weight or several.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Weight">λ</param>
/// <param name="IsWeightRelative">Whether λ is scaled by loss over penalty on the first batch.</param>
/// <param name="Target">p, of <see cref="PenaltyKind.MeanSquare"/>.</param>
/// <param name="Transform">What its means are taken of.</param>
/// <param name="MeanOver">What they are taken over.</param>
public sealed record MapPenaltyGrid(PenaltyKind Kind, Sweep<double> Weight, bool IsWeightRelative, double Target, MeanTransform Transform, MeanAxes MeanOver)
{
    /// <summary>The penalty with one weight.</summary>
    public MapPenaltyConfig At(double weight) => new(new PenaltyConfig(Kind, weight, Target, Transform), MeanOver, IsWeightRelative);
}

/// <summary>What the mean of an activation map is taken over.</summary>
public enum MeanAxes
{
    /// <summary>Examples of the batch and positions: a mean for each kernel.</summary>
    BatchSpace,

    /// <summary>Examples of the batch: a mean for each kernel and position, the literal reading of the post.</summary>
    Batch,
}
