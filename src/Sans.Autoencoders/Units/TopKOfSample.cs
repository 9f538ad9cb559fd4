using Sans.Core.Activations;

namespace Sans.Autoencoders.Units;

/// <summary>
/// Keeps the k highest pre-activations of each sample with their values, like the k-sparse autoencoder (Makhzani and Frey).
/// Exactly k units are kept, and the gradient passes at them.
/// </summary>
/// <param name="k">Kept units of a sample, at least 1.</param>
internal sealed class TopKOfSample(int k) : CodeUnit
{
    private readonly HighestValues _highest = new();

    /// <inheritdoc/>
    public override void Run(
        ReadOnlySpan<double> preActivations, CodeLayout layout, SelectionPhase phase, Span<double> code, Span<double> slope)
    {
        code[..layout.Size].Clear();
        slope[..layout.Size].Clear();
        CodeLayout one = layout with { Batch = 1 };
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            foreach (int j in _highest.Of(preActivations[row..], one, k))
            {
                (code[row + j], slope[row + j]) = (preActivations[row + j], 1);
            }
        }
    }
}
