using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Reports.Charts;

namespace Sans.Routing.Tables;

/// <summary>The pictures of approximations and experts (docs/method/routed-networks.md, 6.2).</summary>
internal static class RoutedFigures
{
    // The prefix of the parameters of routers.
    private const string Router = "router_";

    /// <summary>
    /// Makes figures of the error against size, for models that have several sizes or are compared with them.
    /// </summary>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="choices">The choices of this project, for the captions.</param>
    public static IReadOnlyList<Figure> Of(IReadOnlyList<RoutedRow> rows, IReadOnlyList<string> choices) =>
    [
        .. Of([.. rows.Where(r => !r.IsFailed)]).Select(f => f with { Caption = $"{f.Caption} {RoutedChoices.Caption(choices)}" }),
    ];

    private static IReadOnlyList<Figure> Of(IReadOnlyList<RoutedRow> rows) =>
    [
        .. ErrorAgainst(
            "nmse-active-measured", "Error against measured active units", "active units, measured", r =>
                r.Mean(m => m.ActiveMeasured).Mean,
            "The same work for everybody: a dense layer of rectified units has about half as many non-zeros as units.", rows),
        .. ErrorAgainst(
            "nmse-active-configured", "Error against configured active units", "active units, configured", r => r.Trial.Active,
            "As the paper counts: all units that the mask keeps, zeros included.", rows),
        .. ErrorAgainst(
            "nmse-flops", "Error against all operations", "floating-point operations with routing", r => r.Mean(m => m.FlopsTotal).Mean,
            "With the cost of picking the units. For top-k, this is the cost of all units.", rows),
        .. Buckets(rows),
        .. Experts(rows),
        .. Sweeps(rows),
    ];

    /// <summary>Makes figures of the error over each swept parameter of target, domain, units and routers.</summary>
    private static IEnumerable<Figure> Sweeps(IReadOnlyList<RoutedRow> rows)
    {
        SweptMeasure nmse = new("nmse", "Error", "nmse", "Error on the test points")
        {
            Panels = "target and combination of the other values that are swept",
        };

        // What differs between variants only is told by their names.
        RoutedRow[][] variants = [.. rows.GroupBy(r => r.Trial.Settings).Select(g => g.ToArray())];
        string[] swept =
        [
            .. variants.Length > 1 ? [ExperimentVariants.Setting] : (string[])[],
            .. variants.SelectMany(SweptIn).Distinct(),
        ];

        // A fit that all rows of a router share says nothing.
        HashSet<string> severalFits =
        [
            .. from own in variants
               from router in own.GroupBy(r => r.Trial.Router.Name)
               where router.Select(r => r.Trial.Fit).Distinct().Skip(1).Any()
               select router.Key,
        ];
        return swept
            .Where(name => name != Router + "experts")
            .Select(name => SweepFigure.Of(name, nmse, rows.Select(PointOf)))
            .OfType<Figure>();

        SweepPoint PointOf(RoutedRow row) => new(
            row.Trial.Dataset,
            row.Trial.Target.Name,
            new(SettingsOf(row).Where(s => swept.Contains(s.Name) && !s.Name.StartsWith(Router, StringComparison.Ordinal))),
            told => NameOf(row, told.Where(p => swept.Contains(p.Name))),
            new(SettingsOf(row).Where(s => s.Name.StartsWith(Router, StringComparison.Ordinal))),
            [.. row.Seeds.Select(s => s.Payload.Measures.Nmse)]);

        string NameOf(RoutedRow row, IEnumerable<Parameter> told)
        {
            RoutedPart router = new(row.Trial.Router.Name, new(told.Select(p => p with { Name = p.Name[Router.Length..] })));
            return FormattableString.Invariant($"{router}, s = {row.Trial.Active}") + (severalFits.Contains(router.Name) ? $", {row.Trial.Fit}" : "");
        }
    }

    private static IEnumerable<string> SweptIn(IReadOnlyList<RoutedRow> rows) => rows
        .SelectMany(SettingsOf)
        .GroupBy(s => s.Name)
        .Where(values => values.Distinct().Skip(1).Any())
        .Select(values => values.Key);

    private static IEnumerable<Parameter> SettingsOf(RoutedRow row) => [.. row.Trial.Settings, .. RoutedTable.SettingsOf(row.Trial)];

    /// <summary>Makes figures of tables of several sizes, such as Figure 2b of the paper.</summary>
    private static IEnumerable<Figure> Buckets(IReadOnlyList<RoutedRow> rows)
    {
        RoutedRow[] tables = [.. rows.Where(r => r.Trial.Router.Name == "lsh_sign" && r.Trial.Experts is null)];
        return tables.Select(BucketsOf).Distinct().Count() < 2 ? [] : Drawn(
            "nmse-buckets", "Error of tables against their buckets", "buckets of a table", "At a fixed number of tables. Lines of "
                + "other models show their error with the same number of active units.",
            tables, BucketsOf, r => FormattableString.Invariant($"{r.Trial.Active} tables") + r.InVariant);

        static double BucketsOf(RoutedRow row) => 1 << row.Trial.Router.Integer("hyperplanes");
    }

    private static IEnumerable<Figure> Experts(IReadOnlyList<RoutedRow> rows)
    {
        RoutedRow[] experts = [.. rows.Where(r => r.Trial.Experts is not null
            || (r.Trial.Router.Name == "dense" && rows.Any(o => o.Trial.Experts is not null)))];
        return experts.Length == 0 ? [] : Drawn(
            "nmse-experts", "Error against number of experts", "experts", "One expert is a dense layer. Each input is routed to one "
                + "expert, so all models have the same number of active units.",
            experts, r => r.Trial.Experts ?? 1, r => FormattableString.Invariant($"{r.Trial.Model}, s = {r.Trial.Active}{r.InVariant}"));
    }

    private static IEnumerable<Figure> ErrorAgainst(
        string name, string title, string label, Func<RoutedRow, double> x, string caption, IReadOnlyList<RoutedRow> rows) =>
        rows.Select(r => r.Trial.Active).Distinct().Count() < 2 && rows.Count < 2 ? [] : Drawn(
            name,
            title,
            label,
            caption,
            rows,
            x,
            r => (r.Trial.Experts is { } e ? FormattableString.Invariant($"{r.Trial.Model}, E = {e}") : r.Trial.Model) + r.InVariant);

    private static IEnumerable<Figure> Drawn(
        string name,
        string title,
        string label,
        string caption,
        IReadOnlyList<RoutedRow> rows,
        Func<RoutedRow, double> x,
        Func<RoutedRow, string> series)
    {
        string[] names = [.. rows.Select(series).Distinct()];
        var panels = rows.GroupBy(r => r.Trial.Dataset).SelectMany(target => Facets.Of(
            target.Key,
            Axis.Around(label, target.Select(x), isLogarithmic: true),
            Axis.Around("nmse", target.SelectMany(r => r.Seeds.Select(s => s.Payload.Measures.Nmse)), isLogarithmic: true),
            [],
            [
                .. names.Select((n, i) => new MarkedSeries(
                    n, [.. Series(Tone.Series(i), [.. target.Where(r => series(r) == n).OrderBy(x)], x, n)])),
            ],
            420,
            320));
        yield return new Figure(
            name, title, $"{caption} A point of a line is a row of the table, {Averages.Mean(rows.Select(r => r.Seeds.Count))}. "
                + "Small dots are single seeds.", [.. panels], 2)
        {
            Legend = Facets.Legend([.. names.Select((n, i) => new LegendEntry(n, Tone.Series(i), LegendShape.Line))]),
        };
    }

    private static IEnumerable<Mark> Series(Tone tone, RoutedRow[] rows, Func<RoutedRow, double> x, string name) => rows.Length == 0 ? [] :
    [
        new Line(tone, [.. rows.Select(r => new Point(x(r), r.Mean(m => m.Nmse).Mean))]) { HasSign = true },
        new Dots(tone, [.. rows.SelectMany(r => r.Seeds.Select(s => new Point(x(r), s.Payload.Measures.Nmse)))]),
        .. rows.Select(r => new Marker(
            tone,
            new Point(x(r), r.Mean(m => m.Nmse).Mean),
            FormattableString.Invariant($"{name}, s = {r.Trial.Active}: nmse {r.Mean(m => m.Nmse).Mean:F4}"))),
    ];
}
