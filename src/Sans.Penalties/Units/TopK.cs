using Sans.Core.Activations;
using Sans.Penalties.Operations;

namespace Sans.Penalties.Units;

/// <summary>
/// Keeps the k largest pre-activations of each sample and their values, as the k-sparse autoencoder does (Makhzani and Frey): exactly k units, ties to the lower index. The
/// gradient passes at the kept ones.
/// </summary>
/// <param name="k">Kept units of a sample, at least 1.</param>
internal sealed class TopK(int k) : CodeUnit
{
    private double[] _scratch = [];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<double> preActivations, CodeLayout layout, SelectionPhase phase, Span<double> code, Span<double> slope)
    {
        _scratch = _scratch.Length >= layout.Units ? _scratch : new double[layout.Units];
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            ReadOnlySpan<double> z = preActivations.Slice(row, layout.Units);
            Span<double> isKept = slope.Slice(row, layout.Units);
            LargestValues.Mark(z, k, _scratch, isKept);
            for (int j = 0; j < z.Length; j++)
            {
                code[row + j] = isKept[j] != 0 ? z[j] : 0;
            }
        }
    }
}
