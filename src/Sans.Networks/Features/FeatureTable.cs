namespace Sans.Networks.Features;

/// <summary>Rows of features, one for each example.</summary>
/// <param name="Values"><c>[rows, columns] float64</c>, row by row.</param>
/// <param name="ColumnCount">Features of a row.</param>
internal sealed record FeatureTable(double[] Values, int ColumnCount)
{
    /// <summary>Number of rows.</summary>
    public int RowCount => Values.Length / ColumnCount;

    /// <summary>A row.</summary>
    public ReadOnlySpan<double> this[int row] => Values.AsSpan(row * ColumnCount, ColumnCount);

    /// <summary>The table of rows, at least one.</summary>
    public static FeatureTable Of(IReadOnlyList<double[]> rows) => new([.. rows.SelectMany(r => r)], rows[0].Length);

    /// <summary>Mean and deviation of each column, n in its denominator. The deviation of a constant column is 1.</summary>
    public (double[] Means, double[] Deviations) Scale()
    {
        double[] means = new double[ColumnCount], deviations = new double[ColumnCount];
        for (int column = 0; column < ColumnCount; column++)
        {
            double sum = 0, squares = 0;
            for (int row = 0; row < RowCount; row++)
            {
                sum += this[row][column];
            }

            means[column] = sum / RowCount;
            for (int row = 0; row < RowCount; row++)
            {
                double difference = this[row][column] - means[column];
                squares += difference * difference;
            }

            deviations[column] = squares > 0 ? Math.Sqrt(squares / RowCount) : 1;
        }

        return (means, deviations);
    }

    /// <summary>
    /// The table with standardised columns. Each has its mean subtracted and is divided by its deviation.
    /// </summary>
    public FeatureTable Scaled((double[] Means, double[] Deviations) scale)
    {
        double[] values = new double[Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % ColumnCount;
            values[i] = (Values[i] - scale.Means[column]) / scale.Deviations[column];
        }

        return new FeatureTable(values, ColumnCount);
    }
}
