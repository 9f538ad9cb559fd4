namespace Sans.Reports.Charts;

/// <summary>
/// The values of several things on one axis, a row for each. A line goes from the least to the largest, is thick between the
/// quartiles, and has a dot at the median.
/// </summary>
/// <param name="Title">Printed above it.</param>
/// <param name="X">The axis.</param>
/// <param name="Rows">The rows, from above.</param>
/// <param name="Width">In pixels.</param>
public sealed record StripPanel(string Title, Axis X, IReadOnlyList<StripRow> Rows, double Width = 560)
    : Panel(Title, Width, TitleHeight + (Rows.Count * RowHeight) + AxisHeight)
{
    private const double RowHeight = 18;
    private const double AxisHeight = 34;
    private const double NamesShare = 0.5;

    /// <inheritdoc/>
    internal override Panel AtWidth(double width) => this with { Width = width };

    /// <inheritdoc/>
    internal override IEnumerable<SpokenValues> Spoken(Func<Tone, string> nameOf) => Rows
        .Where(r => r.Sorted.Length > 0)
        .Select(r => new SpokenValues(r.Label, $"median {Ticks.Near(r.Quantile(0.5))}, quartiles {Ticks.Near(r.Quantile(0.25))} and "
            + $"{Ticks.Near(r.Quantile(0.75))}, from {Ticks.Near(r.Sorted[0])} to {Ticks.Near(r.Sorted[^1])}"));

    /// <inheritdoc/>
    internal override void Draw(SvgWriter svg)
    {
        double left = NamesShare * Width, right = Width - 10, bottom = TitleHeight + (Rows.Count * RowHeight);
        Frame frame = new(left, TitleHeight, right, bottom, X, new Axis("", 0, 1));
        DrawTitle(svg, 4, Width - 4);
        foreach ((double value, string text) in Ticks.Of(X, 5))
        {
            string x = SvgWriter.Number(frame.X(value));
            svg.Element("path", null, ("class", "rule"), ("d", $"M{x} {SvgWriter.Number(TitleHeight)}V{SvgWriter.Number(bottom)}"));
            double half = LengthOf(text, 10) / 2;
            svg.Text(text, Math.Clamp(frame.X(value), half, Width - half), bottom + 13, "middle", "small");
        }

        svg.Text(X.Label, (left + right) / 2, bottom + 29, "middle");
        for (int i = 0; i < Rows.Count; i++)
        {
            Draw(svg, Rows[i], frame, TitleHeight + ((i + 0.5) * RowHeight));
        }
    }

    private static void Draw(SvgWriter svg, StripRow row, Frame frame, double middle)
    {
        string shown = Fit(row.Label, frame.Left - 8, 10);
        svg.Text(shown, frame.Left - 6, middle + 3.5, "end", "small", hover: shown == row.Label ? null : row.Label);
        double[] values = row.Sorted;
        if (values.Length == 0)
        {
            return;
        }

        string y = SvgWriter.Number(middle);
        Line(values[0], values[^1], "1");
        Line(row.Quantile(0.25), row.Quantile(0.75), "5");
        svg.Element(
            "path",
            FormattableString.Invariant($"{row.Label}: median {row.Quantile(0.5):G3}, from {values[0]:G3} to {values[^1]:G3}"),
            ("class", "dot ink"),
            ("stroke-width", "8"),
            ("d", $"M{SvgWriter.Number(frame.X(row.Quantile(0.5)))} {y}h0"));

        void Line(double from, double to, string width) => svg.Element(
            "path",
            null,
            ("class", "line s0"),
            ("stroke-width", width),
            ("d", $"M{SvgWriter.Number(frame.X(from))} {y}H{SvgWriter.Number(frame.X(to))}"));
    }
}

/// <summary>A row of a <see cref="StripPanel"/>.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Values">Its values.</param>
public sealed record StripRow(string Label, IReadOnlyList<double> Values)
{
    /// <summary>The finite values, ascending.</summary>
    internal double[] Sorted { get; } = [.. Values.Where(double.IsFinite).Order()];

    /// <summary>A quantile of the finite values, of which there is at least one.</summary>
    /// <param name="share">From 0 for the least to 1 for the largest.</param>
    internal double Quantile(double share) => Sorted[(int)Math.Round(share * (Sorted.Length - 1))];
}
