using Sans.Configuration;

namespace Sans.Data;

/// <summary>One straight line for a whole dataset, from its least and greatest value to [0, 1] or [-1, 1].</summary>
internal sealed class DatasetScale
{
    private readonly double _minimum;
    private readonly double _range;
    private readonly bool _isSymmetric;

    private DatasetScale(double minimum, double range, bool isSymmetric) => (_minimum, _range, _isSymmetric) = (minimum, range, isSymmetric);

    /// <summary>The line of a normalisation; <see langword="null"/> for one that is none.</summary>
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

        double range = maximum - minimum;
        return range > 0 && double.IsFinite(range)
            ? new DatasetScale(minimum, range, normalization == Normalization.Symmetric)
            : throw new DatasetException("all samples are equal, so that they cannot be scaled; choose 'normalize: none'");
    }

    /// <summary>The value on the line, rounded by float64.</summary>
    public double Of(double value) => _isSymmetric ? (2 * (value - _minimum) / _range) - 1 : (value - _minimum) / _range;
}
