using System.Globalization;

namespace Sans.Reports.Measures;

/// <summary>A column of a table of measures.</summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="Title">Printed above it.</param>
/// <param name="Name">Its name in CSV files.</param>
/// <param name="Explanation">What it holds, with the equation or section where there is one.</param>
/// <param name="Value">What it holds for a row.</param>
public sealed record Measure<TRow>(string Title, string Name, string Explanation, Func<TRow, MeasureValue> Value)
{
    /// <summary>Whether it holds words; numbers stand to the right.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether it stands in CSV files only.</summary>
    public bool IsForPrograms { get; init; }

    /// <summary>A column of words.</summary>
    public static Measure<TRow> Text(string title, string name, string explanation, Func<TRow, string> text) =>
        new(title, name, explanation, row => new MeasureValue(text(row), text(row), null)) { IsText = true };

    /// <summary>A column of whole numbers, empty where there is none.</summary>
    public static Measure<TRow> Whole(string title, string name, string explanation, Func<TRow, long?> number) =>
        new(title, name, explanation, row => number(row) is { } n ? new MeasureValue(n.ToString(CultureInfo.InvariantCulture), n.ToString(CultureInfo.InvariantCulture), n) : MeasureValue.None);

    /// <summary>A column of means over seeds with their deviation, empty where there is none.</summary>
    /// <param name="title">Printed above it.</param>
    /// <param name="name">Its name in CSV files.</param>
    /// <param name="explanation">What it holds.</param>
    /// <param name="format">How people read it, such as <c>F4</c>.</param>
    /// <param name="hasSpread">Whether to print deviations.</param>
    /// <param name="statistic">The mean over seeds.</param>
    public static Measure<TRow> Mean(string title, string name, string explanation, string format, bool hasSpread, Func<TRow, SeedStatistic?> statistic) => new(
        title,
        name,
        explanation,
        row => statistic(row) is { } s
            ? new MeasureValue(
                s.Mean.ToString(format, CultureInfo.InvariantCulture)
                    + (hasSpread && s.StandardDeviation is { } deviation ? " ± " + deviation.ToString(format, CultureInfo.InvariantCulture) : ""),
                CsvTable.Number(s.Mean),
                s.Mean)
            : MeasureValue.None);
}

/// <summary>What a column holds for a row.</summary>
/// <param name="Printed">For people.</param>
/// <param name="Exact">For programs: numbers read back to the same bits.</param>
/// <param name="SortValue">What it is sorted by; <see langword="null"/> for words.</param>
public readonly record struct MeasureValue(string Printed, string Exact, double? SortValue)
{
    /// <summary>Nothing.</summary>
    public static MeasureValue None { get; } = new("", "", null);
}
