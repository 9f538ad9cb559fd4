using Sans.Reports.Tables;

namespace Sans.Reports.Charts;

/// <summary>A chart of lines through means, each with a band of one standard deviation to each side.</summary>
public static class CourseChart
{
    private const int MostDots = 30;

    /// <summary>Makes the chart.</summary>
    /// <param name="title">The title above it.</param>
    /// <param name="along">The axis to the right, for the places of values.</param>
    /// <param name="y">The label of the upward axis, whose values are at least 0.</param>
    /// <param name="courses">The lines.</param>
    /// <param name="mostShown">The largest shown value. The rest is cut off.</param>
    public static Chart Of(
        string title, Func<IEnumerable<double>, Axis> along, string y, IEnumerable<Course> courses, double mostShown = double.MaxValue)
    {
        List<Mark> bands = [];
        List<Mark> lines = [];
        foreach (Course course in courses)
        {
            (double X, SeedStatistic Of)[] places =
            [
                .. from place in course.Places
                   group place.Value by place.X into values
                   orderby values.Key
                   select (values.Key, SeedStatistic.Of([.. values])),
            ];
            if (places.Any(p => p.Of.StandardDeviation > 0))
            {
                bands.Add(new Band(course.Tone, Edge(places, -1), Edge(places, 1)));
            }

            Point[] means = [.. places.Select(p => new Point(p.X, p.Of.Mean))];
            lines.Add(new Line(course.Tone, means, Width: 1.8));
            if (means.Length is > 0 and <= MostDots)
            {
                lines.Add(new Dots(course.Tone, means, 4.5));
            }
        }

        Point[] points = [.. lines.OfType<Line>().SelectMany(l => l.Points)];
        IEnumerable<Point> edges = bands.OfType<Band>().SelectMany(b => b.Upper);
        IEnumerable<double> shown = points.Concat(edges).Select(p => p.Y).Where(v => v <= mostShown);
        return new Chart(title, along(points.Select(p => p.X)), Axis.Around(y, shown, isFromZero: true), [.. bands, .. lines], 400, 300);
    }

    private static Point[] Edge((double X, SeedStatistic Of)[] places, double deviations) =>
        [.. places.Select(p => new Point(p.X, Math.Max(0, p.Of.Mean + (deviations * (p.Of.StandardDeviation ?? 0)))))];
}

/// <summary>A line of a <see cref="CourseChart"/>.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Places">Its values. Several at one place are averaged.</param>
public sealed record Course(Tone Tone, IEnumerable<(double X, double Value)> Places);
