using Sans.Reports.Charts;

namespace Sans.Reports.Tables;

/// <summary>
/// A measure of the rows of a table as dots on one axis, a strip for each row. A strip has the mean and one deviation to each
/// side. The dot of a chosen row is larger.
/// </summary>
internal sealed class DotStrip
{
    private const double Width = 190;
    private const double Height = 18;
    private const double Margin = 10;

    // What diverged must not press the rest into a corner: beyond so many times the quarter of small values a row has an arrow.
    private const double MostQuarters = 6;
    private const int Quarter = 4;

    private readonly Table _table;
    private readonly Axis _axis;
    private readonly IReadOnlyList<(double Value, string Text)> _ticks;

    private DotStrip(Table table, Column column, Axis axis)
    {
        (_table, Column, _axis) = (table, column, axis);
        _ticks = Ticks.Of(axis, 4);
    }

    /// <summary>The measure.</summary>
    public Column Column { get; }

    /// <summary>The numbers of the axis.</summary>
    public string Head
    {
        get
        {
            SvgWriter svg = Begin();
            foreach ((double value, string text) in _ticks)
            {
                double half = Panel.LengthOf(text, 10) / 2;
                svg.Text(text, Math.Clamp(X(value), half, Width - half), Height - 4, "middle", "small");
            }

            return End(svg);
        }
    }

    /// <summary>The strips of a table, or <see langword="null"/> where it has no question or fewer than two finite values.</summary>
    public static DotStrip? Of(Table table)
    {
        if (table.Question is not { } question || table.Printed.FirstOrDefault(c => c.Name == question.Measure) is not { } column)
        {
            return null;
        }

        double[] values =
        [
            .. table.Rows.Select(r => table.CellOf(r, column.Name).Number).OfType<double>().Where(double.IsFinite).Order(),
        ];
        if (values.Length < 2)
        {
            return null;
        }

        double limit = MostQuarters * Math.Abs(values[values.Length / Quarter]);
        DotStrip all = new(table, column, new Axis("", 0, 1));
        var ends = table.Rows.Select(all.EndsOf).OfType<(double Low, double Value, double High)>().Where(e => Math.Abs(e.Value) <= limit);
        return new(table, column, Axis.Around("", ends.SelectMany(e => (double[])[e.Low, e.High]).Where(v => Math.Abs(v) <= limit)));
    }

    /// <summary>The strip of a row. Empty where it has no finite value.</summary>
    public string Cell(TableRow row)
    {
        if (EndsOf(row) is not { } ends)
        {
            return "";
        }

        SvgWriter svg = Begin();
        svg.Element("path", null, ("class", "rule"), ("d", string.Concat(_ticks.Select(t => $"M{N(X(t.Value))} 0v{N(Height)}"))));

        string tone = row.IsChosen ? "best" : "row";
        string middle = N(Height / 2);
        string hover = FormattableString.Invariant($"{Column.Title} {ends.Value:G4}")
            + (ends.High > ends.Low ? FormattableString.Invariant($" ± {ends.High - ends.Value:G2}") : "");
        if (!_axis.Holds(ends.Value))
        {
            svg.Element("path", hover, ("class", $"fill {tone}"), ("d", $"M{N(Width - 10)} {N((Height / 2) - 5)}l8 5l-8 5z"));
            return End(svg);
        }

        if (ends.High > ends.Low)
        {
            svg.Element(
                "path", null, ("class", $"line {tone}"), ("stroke-width", "2"), ("d", $"M{N(X(ends.Low))} {middle}H{N(X(ends.High))}"));
        }

        svg.Element(
            "circle", hover, ("class", $"fill {tone}"), ("cx", N(X(ends.Value))), ("cy", middle), ("r", row.IsChosen ? "5" : "3.2"));
        return End(svg);
    }

    private static string N(double value) => SvgWriter.Number(value);

    private static SvgWriter Begin()
    {
        SvgWriter svg = new();
        svg.Begin(
            "svg",
            ("class", "chart"),
            ("width", N(Width)),
            ("height", N(Height)),
            ("viewBox", $"0 0 {N(Width)} {N(Height)}"),
            ("aria-hidden", "true"));
        return svg;
    }

    private static string End(SvgWriter svg)
    {
        svg.End("svg");
        return svg.ToString().TrimEnd();
    }

    private double X(double value) => Margin + (Math.Clamp(_axis.Position(value), 0, 1) * (Width - (2 * Margin)));

    private (double Low, double Value, double High)? EndsOf(TableRow row)
    {
        if (_table.CellOf(row, Column.Name).Number is not { } value || !double.IsFinite(value))
        {
            return null;
        }

        double spread = _table.SpreadOf(Column) is { } deviations ? _table.CellOf(row, deviations.Name).Number ?? 0 : 0;
        return (value - spread, value, value + spread);
    }
}
