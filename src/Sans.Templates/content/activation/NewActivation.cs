using System.ComponentModel.DataAnnotations;
using Sans.Core.Activations;

namespace MyStudy.Activations;

/// <summary>Replace this by a sentence about the kept positions. <c>sans list activations</c> prints it.</summary>
/// <param name="Level">The meaning of the parameter.</param>
[SparseActivation("new_activation")]
public readonly record struct NewActivation([Range(0.0, 1000.0)] float Level = 1f) : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        ReadOnlySpan<float> similarity = context.Similarity;
        for (int p = 0; p < similarity.Length; p++)
        {
            // Positions are added in ascending order.
            if (Math.Abs(similarity[p]) >= Level)
            {
                support.Add(p);
            }
        }
    }
}
