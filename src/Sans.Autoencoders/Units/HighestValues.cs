using Sans.Core.Activations;

namespace Sans.Autoencoders.Units;

/// <summary>
/// Marks the k highest of some pre-activations, by <see cref="TopK"/> on their values in float32. Values that are equal in
/// float32 are ties, which go to the lower index.
/// </summary>
internal sealed class HighestValues
{
    private float[] _values = [];
    private int[] _positions = [];
    private int[] _scratch = [];
    private int _guess;

    /// <summary>
    /// The places of the k highest among the pre-activations of some samples, in the order of samples and units.
    /// </summary>
    /// <param name="preActivations">z, <c>[batch, stride]</c>.</param>
    /// <param name="layout">Its shape.</param>
    /// <param name="k">At least 0. Where there are no more than k, all are kept.</param>
    /// <returns>Numbers <c>sample · H + unit</c>, ascending, valid until the next call.</returns>
    /// <exception cref="ArgumentException">A pre-activation is NaN, so that a selection has no meaning.</exception>
    public ReadOnlySpan<int> Of(ReadOnlySpan<double> preActivations, CodeLayout layout, int k)
    {
        int count = layout.Batch * layout.Units;
        if (_values.Length < count)
        {
            (_values, _positions, _scratch) = (new float[count], new int[count], new int[TopK.ScratchSizeFor(count)]);
        }

        for (int b = 0; b < layout.Batch; b++)
        {
            for (int j = 0; j < layout.Units; j++)
            {
                double z = preActivations[(b * layout.Stride) + j];
                _values[(b * layout.Units) + j] = !double.IsNaN(z)
                    ? (float)z
                    : throw new ArgumentException("a value to select from is not a number", nameof(preActivations));
            }
        }

        SupportBuilder support = new(_positions.AsSpan(0, count));
        TopK.Select<ByValue>(_values.AsSpan(0, count), k, ref _guess, _scratch, ref support);
        return support.Positions;
    }
}
