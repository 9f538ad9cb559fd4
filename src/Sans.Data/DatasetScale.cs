using Sans.Configuration;

namespace Sans.Data;

/// <summary>One straight line for a whole dataset, from its least and greatest value to [0, 1] or [-1, 1].</summary>
internal sealed class DatasetScale
{
    // A range beyond float64 is taken of values four times as small. A power of two changes no bit.
    private const double OfLargeValues = 0.25;

    private readonly double _factor;
    private readonly double _minimum;
    private readonly double _range;
    private readonly bool _isSymmetric;

    private DatasetScale(double factor, double minimum, double maximum, bool isSymmetric) =>
        (_factor, _minimum, _range, _isSymmetric) = (factor, factor * minimum, (factor * maximum) - (factor * minimum), isSymmetric);

    /// <summary>The line of a normalisation, or <see langword="null"/> for one that is none.</summary>
    /// <param name="normalization">What to do.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest one.</param>
    /// <exception cref="DatasetException">There is no line: all values are equal, or there are none.</exception>
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

    /// <summary>The value on the line, rounded by float64.</summary>
    public double Of(double value)
    {
        double above = (_factor * value) - _minimum;
        return _isSymmetric ? (2 * above / _range) - 1 : above / _range;
    }
}
