using System.ComponentModel.DataAnnotations;
using Sans.Core.Activations;

namespace Sans.Experiments.Activations;

/// <summary>Relative threshold: keeps the values of at least a share of the largest magnitude.</summary>
/// <param name="Share">Share of the largest magnitude that a value must reach.</param>
[SparseActivation("relative_threshold")]
public readonly record struct RelativeThreshold([Range(0.0, 1.0)] float Share = 0.5f) : ISparseActivation
{
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        ReadOnlySpan<float> similarity = context.Similarity;
        float threshold = Share * Math.Abs(similarity[Magnitude.IndexOfLargest(similarity)]);
        for (int p = 0; p < similarity.Length; p++)
            if (Math.Abs(similarity[p]) >= threshold) support.Add(p);
    }
}
