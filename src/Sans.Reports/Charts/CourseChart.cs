using Sans.Reports.Tables;

namespace Sans.Reports.Charts;

/// <summary>Charts of lines through means, each with a band of one standard deviation to each side.</summary>
public static class CourseChart
{
    private const int MostDots = 30;
    private const double Width = 360;
    private const double Height = 270;

    /// <summary>Makes one chart for all lines, or one for each line if there are too many.</summary>
    /// <param name="title">Printed above it.</param>
    /// <param name="along">The axis to the right, for the places on it.</param>
    /// <param name="y">The label of the upward axis, whose values are at least 0.</param>
    /// <param name="courses">The lines.</param>
    /// <param name="mostShown">The largest shown value. The rest is cut off.</param>
    public static IReadOnlyList<Chart> Of(
        string title, Func<IEnumerable<double>, Axis> along, string y, IEnumerable<Course> courses, double mostShown = double.MaxValue)
    {
        MarkedSeries[] series = [.. courses.Select(c => new MarkedSeries(c.Label, MarksOf(c)))];
        Mark[] marks = [.. series.SelectMany(s => s.Marks)];
        Point[] points = [.. marks.OfType<Line>().SelectMany(l => l.Points)];
        IEnumerable<Point> edges = marks.OfType<Band>().SelectMany(b => b.Upper);
        IEnumerable<double> shown = points.Concat(edges).Select(p => p.Y).Where(v => v <= mostShown);
        return Facets.Of(title, along(points.Select(p => p.X)), Axis.Around(y, shown, isFromZero: true), [], series, Width, Height);
    }

    /// <summary>
    /// A sentence about values that are not shown. It begins with a space, and is empty where all values are shown.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="mostShown">The largest shown value.</param>
    public static string CutOff(IEnumerable<double> values, double mostShown) =>
        values.Any(v => v > mostShown) ? FormattableString.Invariant($" Values above {mostShown:R} are cut off.") : "";

    private static List<Mark> MarksOf(Course course)
    {
        (double X, SeedStatistic Of)[] places =
        [
            .. from place in course.Places
               group place.Value by place.X into values
               orderby values.Key
               select (values.Key, SeedStatistic.Of([.. values])),
        ];
        if (places.Length == 0)
        {
            return [];
        }

        List<Mark> marks = [];
        if (places.Any(p => p.Of.StandardDeviation > 0))
        {
            marks.Add(new Band(course.Tone, Edge(places, -1), Edge(places, 1)));
        }

        Point[] means = [.. places.Select(p => new Point(p.X, p.Of.Mean))];
        marks.Add(new Line(course.Tone, means, Width: 1.8) { HasSign = true });
        if (means.Length <= MostDots)
        {
            marks.Add(new Dots(course.Tone, means, 5));
        }

        marks.AddRange(course.Chosen.Select(c => new Ring(course.Tone, c.Place, c.Hover)));
        return marks;
    }

    private static Point[] Edge((double X, SeedStatistic Of)[] places, double deviations) =>
        [.. places.Select(p => new Point(p.X, Math.Max(0, p.Of.Mean + (deviations * (p.Of.StandardDeviation ?? 0)))))];
}

/// <summary>A line of a <see cref="CourseChart"/>.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Places">Its values. Several at one place are averaged.</param>
public sealed record Course(string Label, Tone Tone, IEnumerable<(double X, double Value)> Places)
{
    /// <summary>The chosen points of the line, which have a ring.</summary>
    public IReadOnlyList<(Point Place, string Hover)> Chosen { get; init; } = [];
}
