using Sans.Core.Activations;

namespace Sans.Autoencoders.Units;

/// <summary>A unit that depends on its own pre-activation alone (docs/method/sparsity-penalties.md, section 3).</summary>
internal abstract class ElementwiseUnit : CodeUnit
{
    /// <summary>The code h(z) of a pre-activation.</summary>
    public abstract double Value(double z);

    /// <summary>The derivative dh/dz.</summary>
    /// <param name="z">The pre-activation.</param>
    /// <param name="h">h(z)</param>
    public abstract double Slope(double z, double h);

    /// <inheritdoc/>
    public override void Run(
        ReadOnlySpan<double> preActivations, CodeLayout layout, SelectionPhase phase, Span<double> code, Span<double> slope)
    {
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int i = row; i < row + layout.Units; i++)
            {
                code[i] = Value(preActivations[i]);
                slope[i] = Slope(preActivations[i], code[i]);
            }
        }
    }
}
