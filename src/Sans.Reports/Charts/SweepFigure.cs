using Sans.Configuration;

namespace Sans.Reports.Charts;

/// <summary>
/// A measure over the values of a swept setting. It has a line for each part, and a panel for each combination of the other
/// swept values.
/// </summary>
public static class SweepFigure
{
    private const double LeastRatioOfLogarithms = 20;
    private const int PanelsOfARow = 2;

    /// <summary>Makes the picture, or <see langword="null"/> where no line has two values of the setting.</summary>
    /// <param name="setting">The name of the setting.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="points">The measured points. Points without the setting are left out.</param>
    public static Figure? Of(string setting, SweptMeasure measure, IEnumerable<SweepPoint> points)
    {
        Place[] places =
        [
            .. from point in points
               where point.Values.Count > 0
               let value = point.Settings.Concat(point.Parameters).FirstOrDefault(p => p.Name == setting)
               where value is not null
               select new Place(point.PanelBut(setting), point.PartBut(setting), value, point),
        ];
        var lines = places.GroupBy(p => (p.Panel, p.Part)).Where(line => line.Select(p => p.Value.Text).Distinct().Skip(1).Any());
        places = [.. lines.SelectMany(line => line)];
        if (places.Length == 0)
        {
            return null;
        }

        string[] words = [.. places.Select(p => p.Value.Text).Distinct()];
        bool isNumber = places.All(p => NumberOf(p.Value) is not null);
        double[] along = [.. places.Select(Along)];
        bool isLogarithmic = isNumber && along.Min() > 0 && along.Max() / along.Min() >= LeastRatioOfLogarithms;
        string[] parts = [.. places.Select(p => p.Part).Distinct()];
        var panels = places.GroupBy(p => p.Panel).ToArray();
        string order = isNumber ? "" : ", from the left " + string.Join(", ", words);
        string panelsOf = panels.Length == 1 ? "" : ", a panel for each " + measure.Panels;
        var averaged = places
            .GroupBy(p => (p.Panel, p.Part, p.Value.Text))
            .Select(place => place.SelectMany(p => p.Point.Values.Select(_ => p.Point.Dataset)).ToArray());
        return new Figure(
            $"{measure.Name}-by-{string.Concat(setting.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}",
            $"{measure.Title} by {SettingWords.Of(setting)}",
            $"{measure.Sentence} for each value of {SettingWords.Of(setting)}{order}{measure.Addition}{panelsOf}: {Averages.Describe(averaged)}."
                + CourseChart.CutOff(places.SelectMany(p => p.Point.Values), measure.MostShown),
            [
                .. panels.SelectMany(panel => CourseChart.Of(
                    panel.Key,
                    x => Axis.Around(SettingWords.Of(setting), x, isLogarithmic) with { HasTicks = isNumber },
                    measure.Axis,
                    parts.Select(part => new Course(part, ToneOf(part), panel.Where(p => p.Part == part).SelectMany(Values))),
                    measure.MostShown)),
            ],
            panels.Length == 1 ? 1 : PanelsOfARow)
        {
            Legend = Facets.Legend([.. parts.Select(part => new LegendEntry(part, ToneOf(part), LegendShape.Line))]),
        };

        IEnumerable<(double, double)> Values(Place place) => place.Point.Values.Select(value => (Along(place), value));

        double Along(Place place) => isNumber ? NumberOf(place.Value)!.Value : Array.IndexOf(words, place.Value.Text);

        Tone ToneOf(string part) => places.First(p => p.Part == part).Point.Tone ?? Tone.Series(Array.IndexOf(parts, part));
    }

    private static double? NumberOf(Parameter parameter) => parameter.Value switch
    {
        long whole => whole,
        double number => number,
        _ => null,
    };

    private sealed record Place(string Panel, string Part, Parameter Value, SweepPoint Point);
}

/// <summary>The measure of a picture over a swept setting.</summary>
/// <param name="Name">The start of the file name.</param>
/// <param name="Title">The start of the title.</param>
/// <param name="Axis">The label of its axis.</param>
/// <param name="Sentence">The start of the caption.</param>
public sealed record SweptMeasure(string Name, string Title, string Axis, string Sentence)
{
    /// <summary>The end of the caption, with a comma before it. It may be empty.</summary>
    public string Addition { get; init; } = "";

    /// <summary>The subject of a panel, where there are several.</summary>
    public string Panels { get; init; } = "combination of the other values that are swept";

    /// <summary>The largest shown value. The rest is cut off.</summary>
    public double MostShown { get; init; } = double.MaxValue;
}

/// <summary>The result of trainings that differ in their seed only.</summary>
/// <param name="Dataset">The dataset. Points that differ in it only are averaged.</param>
/// <param name="Panel">The name of their panel before the swept settings, which may be empty.</param>
/// <param name="Settings">Their swept settings.</param>
/// <param name="Part">The name of a line, such as an activation, with the parameters that it includes.</param>
/// <param name="Parameters">The parameters of that part.</param>
/// <param name="Values">The measure for each seed.</param>
public sealed record SweepPoint(
    string Dataset,
    string Panel,
    ValueList<Parameter> Settings,
    Func<ValueList<Parameter>, string> Part,
    ValueList<Parameter> Parameters,
    IReadOnlyList<double> Values)
{
    /// <summary>The colour of its line, or <see langword="null"/> for the next one.</summary>
    public Tone? Tone { get; init; }

    /// <summary>The title of its panel, without the setting on the axis.</summary>
    internal string PanelBut(string setting)
    {
        IEnumerable<string> settings = Settings.Where(s => s.Name != setting).Select(s => SettingWords.Of(s.Name, s.Text));
        return string.Join(", ", settings.Prepend(Panel).Where(text => text.Length > 0));
    }

    /// <summary>The name of its line, without the parameter on the axis.</summary>
    internal string PartBut(string setting) => Part(new(Parameters.Where(p => p.Name != setting)));
}
