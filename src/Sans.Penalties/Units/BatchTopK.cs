using Sans.Core.Activations;
using Sans.Penalties.Operations;

namespace Sans.Penalties.Units;

/// <summary>
/// Keeps the n·k largest pre-activations of a whole batch of n samples (Bussmann, Leask, Nanda, 2024). In evaluation a sample must not depend on the others of its batch: there
/// whatever exceeds θ is kept, the running mean of the smallest positive value that training kept.
/// </summary>
/// <param name="k">Kept units per sample on average, at least 1.</param>
internal sealed class BatchTopK(int k) : CodeUnit
{
    private const double Decay = 0.999;

    private double[] _values = [];
    private double[] _scratch = [];
    private double[] _isKept = [];
    private double? _theta;

    /// <summary>θ; 0 before the first batch.</summary>
    public double Theta => _theta ?? 0;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<double> preActivations, CodeLayout layout, SelectionPhase phase, Span<double> code, Span<double> slope)
    {
        if (phase == SelectionPhase.Evaluation)
        {
            KeepAboveTheta(preActivations, layout, code, slope);
            return;
        }

        int count = layout.Batch * layout.Units;
        if (_values.Length < count)
        {
            (_values, _scratch, _isKept) = (new double[count], new double[count], new double[count]);
        }

        for (int b = 0; b < layout.Batch; b++)
        {
            preActivations.Slice(b * layout.Stride, layout.Units).CopyTo(_values.AsSpan(b * layout.Units));
        }

        LargestValues.Mark(_values.AsSpan(0, count), layout.Batch * k, _scratch, _isKept.AsSpan(0, count));
        double smallest = double.PositiveInfinity;
        for (int b = 0; b < layout.Batch; b++)
        {
            for (int j = 0; j < layout.Units; j++)
            {
                int from = (b * layout.Units) + j;
                int to = (b * layout.Stride) + j;
                slope[to] = _isKept[from];
                code[to] = _isKept[from] != 0 ? _values[from] : 0;
                smallest = code[to] > 0 ? Math.Min(smallest, code[to]) : smallest;
            }
        }

        if (double.IsFinite(smallest))
        {
            _theta = _theta is { } theta ? (Decay * theta) + ((1 - Decay) * smallest) : smallest;
        }
    }

    private void KeepAboveTheta(ReadOnlySpan<double> preActivations, CodeLayout layout, Span<double> code, Span<double> slope)
    {
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int i = row; i < row + layout.Units; i++)
            {
                slope[i] = preActivations[i] > Theta ? 1 : 0;
                code[i] = preActivations[i] > Theta ? preActivations[i] : 0;
            }
        }
    }
}
