using Sans.Core.Activations;

namespace Sans.Autoencoders.Units;

/// <summary>
/// Keeps the n·k highest pre-activations of a whole batch of n samples (Bussmann, Leask, Nanda, 2024). In evaluation, a sample
/// must not depend on the others. There, values above θ are kept, the running mean of the smallest positive value kept in
/// training.
/// </summary>
/// <param name="k">Kept units per sample on average, at least 1.</param>
/// <param name="decay">The share of the running mean that each batch keeps, in [0, 1).</param>
internal sealed class TopKOfBatch(int k, double decay) : CodeUnit
{
    private readonly HighestValues _highest = new();
    private double? _theta;

    /// <summary>The threshold θ. It is 0 before the first batch.</summary>
    public double Theta => _theta ?? 0;

    /// <inheritdoc/>
    public override void Run(
        ReadOnlySpan<double> preActivations, CodeLayout layout, SelectionPhase phase, Span<double> code, Span<double> slope)
    {
        code[..layout.Size].Clear();
        slope[..layout.Size].Clear();
        if (phase == SelectionPhase.Evaluation)
        {
            KeepAboveTheta(preActivations, layout, code, slope);
            return;
        }

        double smallest = double.PositiveInfinity;
        foreach (int position in _highest.Of(preActivations, layout, layout.Batch * k))
        {
            int i = (position / layout.Units * layout.Stride) + (position % layout.Units);
            (code[i], slope[i]) = (preActivations[i], 1);
            smallest = code[i] > 0 ? Math.Min(smallest, code[i]) : smallest;
        }

        if (double.IsFinite(smallest))
        {
            _theta = _theta is { } theta ? (decay * theta) + ((1 - decay) * smallest) : smallest;
        }
    }

    private void KeepAboveTheta(ReadOnlySpan<double> preActivations, CodeLayout layout, Span<double> code, Span<double> slope)
    {
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int i = row; i < row + layout.Units; i++)
            {
                (code[i], slope[i]) = preActivations[i] > Theta ? (preActivations[i], 1) : (0, 0);
            }
        }
    }
}
