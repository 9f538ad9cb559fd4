using System.ComponentModel.DataAnnotations;
using Sans.Core.Activations;

namespace MyStudy.Activations;

/// <summary>Hard threshold: keeps the values of at least a magnitude.</summary>
/// <param name="Level">Magnitude that a value must reach.</param>
[SparseActivation("hard_threshold")]
public readonly record struct HardThreshold([Range(0.0, 1000.0)] float Level = 1f) : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        ReadOnlySpan<float> similarity = context.Similarity;
        for (int p = 0; p < similarity.Length; p++)
        {
            if (Math.Abs(similarity[p]) >= Level)
            {
                support.Add(p);
            }
        }
    }
}
