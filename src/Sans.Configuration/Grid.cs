namespace Sans.Configuration;

/// <summary>Expands swept settings to the points of their grid: every value of one with every value of the others.</summary>
internal static class Grid
{
    /// <summary>
    /// The points of swept parameters, the first parameter changing slowest. Parameters that are not swept are the same in all
    /// points.
    /// </summary>
    public static IEnumerable<ValueList<Parameter>> Points(ValueList<Parameter> parameters)
    {
        IEnumerable<Parameter[]> points = [[]];
        foreach (Parameter parameter in parameters)
        {
            points = points.SelectMany(
                point => parameter.Values.Select(value => point.Append(new Parameter(parameter.Name, value)).ToArray()));
        }

        return points.Select(point => new ValueList<Parameter>(point));
    }

    /// <summary>The number of points.</summary>
    public static double Count(ValueList<Parameter> parameters) => parameters.Aggregate(1.0, (count, p) => count * p.Values.Count);

    /// <summary>The swept settings of a point in words: <c>noise_level=0.1, seed=3</c>.</summary>
    public static ValueList<Parameter> Swept(ValueList<Parameter> parameters, ValueList<Parameter> point) =>
        new(point.Where((_, i) => parameters[i].Values.Count > 1));

    /// <summary>Names and values in one line.</summary>
    public static string Text(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(p => $"{p.Name}={p.Text}"));
}
