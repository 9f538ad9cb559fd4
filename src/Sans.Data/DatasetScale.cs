using Sans.Configuration;

namespace Sans.Data;

/// <summary>The linear scaling of a whole dataset, from its least and greatest value to [0, 1] or [-1, 1].</summary>
internal sealed class DatasetScale
{
    // A range beyond float64 is computed from values divided by four. A power of two changes no bit.
    private const double OfLargeValues = 0.25;

    private readonly double _factor;
    private readonly double _minimum;
    private readonly double _range;
    private readonly bool _isSymmetric;

    private DatasetScale(double factor, double minimum, double maximum, bool isSymmetric) =>
        (_factor, _minimum, _range, _isSymmetric) = (factor, factor * minimum, (factor * maximum) - (factor * minimum), isSymmetric);

    /// <summary>
    /// The scaling for a normalisation to [0, 1] or [-1, 1], or <see langword="null"/> for any other normalisation.
    /// </summary>
    /// <param name="normalization">The normalisation.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest one.</param>
    /// <exception cref="DatasetException">The dataset cannot be scaled: all values are equal, or there are none.</exception>
    public static DatasetScale? For(Normalization normalization, double minimum, double maximum)
    {
        if (normalization is not (Normalization.Unit or Normalization.Symmetric))
        {
            return null;
        }

        if (minimum > maximum)
        {
            throw new DatasetException("all samples are missing; they cannot be scaled");
        }

        return minimum < maximum
            ? new DatasetScale(double.IsFinite(2 * (maximum - minimum))
                ? 1
                : OfLargeValues, minimum, maximum, normalization == Normalization.Symmetric)
            : throw new DatasetException("all samples are equal; they cannot be scaled; choose 'normalize: none'");
    }

    /// <summary>The scaled value, rounded to float64.</summary>
    public double Of(double value)
    {
        double above = (_factor * value) - _minimum;
        return _isSymmetric ? (2 * above / _range) - 1 : above / _range;
    }
}
