namespace Sans.Reports.Charts;

/// <summary>The values of a series in words.</summary>
/// <param name="Series">The name of the series. It may be empty.</param>
/// <param name="Values">The values.</param>
internal sealed record SpokenValues(string Series, string Values)
{
    // Nobody listens to more. Their ends and extremes are told.
    private const int MostListed = 40;

    /// <summary>Points, such as <c>5: 0.53, 10: 0.49</c>. Many points are told by their number, ends and extremes.</summary>
    /// <param name="series">The name of the series.</param>
    /// <param name="points">The points.</param>
    /// <returns><see langword="null"/> where no point is finite.</returns>
    public static SpokenValues? Of(string series, IEnumerable<Point> points)
    {
        List<string> listed = [];
        int count = 0;
        Point first = default, last = default, least = default, largest = default;
        foreach (Point point in points)
        {
            if (!point.IsFinite)
            {
                continue;
            }

            if (count == 0)
            {
                first = least = largest = point;
            }

            if (count++ < MostListed)
            {
                listed.Add(Text(point));
            }

            last = point;
            least = point.Y < least.Y ? point : least;
            largest = point.Y > largest.Y ? point : largest;
        }

        return count == 0 ? null
            : count <= MostListed ? new(series, string.Join(", ", listed))
            : new(series, FormattableString.Invariant($"{count} values, from {Text(first)} to {Text(last)}, ")
                + $"least {Text(least)}, largest {Text(largest)}");
    }

    /// <summary>The extent of an area, such as <c>loss from 0.1 to 0.4, CR⁻¹ from 1.9 to 2.1</c>.</summary>
    /// <param name="series">The name of the series.</param>
    /// <param name="x">The label of the axis to the right.</param>
    /// <param name="y">The label of the upward axis.</param>
    /// <param name="border">The points of the border.</param>
    /// <returns><see langword="null"/> where no point is finite.</returns>
    public static SpokenValues? Within(string series, string x, string y, IEnumerable<Point> border)
    {
        Point[] finite = [.. border.Where(p => p.IsFinite)];
        return finite.Length == 0 ? null : new(series, $"area with {Range(x, p => p.X)}, {Range(y, p => p.Y)}");

        string Range(string label, Func<Point, double> of) => $"{label} from {Ticks.Near(finite.Min(of))} to {Ticks.Near(finite.Max(of))}";
    }

    private static string Text(Point point) => $"{Ticks.Near(point.X)}: {Ticks.Near(point.Y)}";
}
