using Sans.Configuration;

namespace Sans.Reports.Tables;

/// <summary>The role of a column. Writers and comparisons use the role, not the title.</summary>
public enum ColumnRole
{
    /// <summary>It tells rows apart.</summary>
    Key,

    /// <summary>It came out of the run and is told, not judged: an epoch, a chosen kernel size, a count of seeds.</summary>
    Result,

    /// <summary>A number that was measured. It is judged where two tables are compared.</summary>
    Measure,

    /// <summary>The deviation over seeds of a measure.</summary>
    Spread,

    /// <summary>What a reader must know of a row.</summary>
    Note,
}

/// <summary>Which values of a column are better.</summary>
public enum Better
{
    /// <summary>None: it says how something is.</summary>
    Neither,

    /// <summary>Small ones.</summary>
    Lower,

    /// <summary>Large ones.</summary>
    Higher,
}

/// <summary>Who sees a column.</summary>
public enum Readers
{
    /// <summary>Everybody.</summary>
    All,

    /// <summary>People: text, Markdown, LaTeX and pages.</summary>
    People,

    /// <summary>Programs: CSV files.</summary>
    Programs,

    /// <summary>Nobody. A comparison asks it where another table tells its rows apart by it.</summary>
    Comparisons,
}

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Name">Its name in CSV files. Unique in its table.</param>
/// <param name="Title">Printed above it. May be empty where only programs see it.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Explanation">What it holds, in a sentence, with the equation where there is one. May be empty.</param>
public record Column(string Name, string Title, ColumnRole Role, string Explanation)
{
    /// <summary>Who sees it.</summary>
    public Readers Readers { get; init; }

    /// <summary>Whether it holds words, which stand to the left. Numbers stand to the right.</summary>
    public bool IsText { get; init; }

    /// <summary>How people read its numbers.</summary>
    public NumberFormat Format { get; init; } = NumberFormat.Whole;

    /// <summary>Which of its values are better.</summary>
    public Better Better { get; init; }

    /// <summary>The name of the measure whose deviation it is, or <see langword="null"/> for other columns.</summary>
    public string? SpreadOf { get; init; }

    /// <summary>
    /// By what rows are chosen, such as <c>least φ on validation</c>, where its cell of a chosen row is marked, or
    /// <see langword="null"/> for other columns.
    /// </summary>
    public string? Choice { get; init; }

    /// <summary>Its title in LaTeX, in mathematics, or <see langword="null"/> for the plain title.</summary>
    public string? LatexTitle { get; init; }

    /// <summary>
    /// How its numbers are printed in the layout of a paper, which has room for few digits, or <see langword="null"/> where
    /// that layout leaves it out.
    /// </summary>
    public NumberFormat? PaperFormat { get; init; }

    /// <summary>Whether the layout of a paper puts its values side by side. For a key.</summary>
    public bool IsAcross { get; init; }

    /// <summary>Whether people see it.</summary>
    public bool IsPrinted => Readers is Readers.All or Readers.People;

    /// <summary>Whether it stands in CSV files.</summary>
    public bool IsInFiles => Readers is Readers.All or Readers.Programs;
}

/// <summary>A column and where its cells come from.</summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
/// <param name="Name">Its name in CSV files. Unique in its table.</param>
/// <param name="Title">Printed above it.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Explanation">What it holds, in a sentence.</param>
/// <param name="CellOf">What it holds for a row.</param>
public sealed record Column<TRow>(string Name, string Title, ColumnRole Role, string Explanation, Func<TRow, Cell> CellOf)
    : Column(Name, Title, Role, Explanation)
{
    /// <summary>A column of words that tell rows apart.</summary>
    public static Column<TRow> Key(string name, string title, string explanation, Func<TRow, string> text) =>
        new(name, title, ColumnRole.Key, explanation, row => Cell.Of(text(row))) { IsText = true };

    /// <summary>A column that only programs see.</summary>
    public static Column<TRow> InFiles(string name, ColumnRole role, Func<TRow, Cell> cell) =>
        new(name, "", role, "", cell) { Readers = Readers.Programs };

    /// <summary>The settings of rows as keys: swept ones for all readers, the others for comparisons.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="swept">The settings of a row that its experiment sweeps.</param>
    /// <param name="all">All settings of a row that an experiment can sweep.</param>
    public static IEnumerable<Column<TRow>> Settings(
        IReadOnlyList<TRow> rows, Func<TRow, ValueList<Parameter>> swept, Func<TRow, IEnumerable<Parameter>> all)
    {
        string[] visible = [.. rows.SelectMany(r => swept(r)).Select(s => s.Name).Distinct()];
        return visible
            .Select(name => new Column<TRow>(
                name, name, ColumnRole.Key, "", r => Cell.Of(swept(r), name) with { Identity = Value(r, name).Exact })
            {
                LatexTitle = SettingSymbols.TitleOf(name),
            })
            .Select(column => column.Name != ExperimentVariants.Setting ? column : column with
            {
                IsText = true,
                Explanation = "The variant of the experiment. The head of the table says what it replaces.",
            })
            .Concat(rows.SelectMany(all)
                .Select(s => s.Name)
                .Distinct()
                .Except(visible)
                .Select(name => ForComparisons(name, r => Value(r, name))));

        Cell Value(TRow row, string name) => Cell.Of(new ValueList<Parameter>(all(row)), name);
    }

    /// <summary>The settings of trials as keys that only programs see.</summary>
    /// <param name="plan">The settings of each trial.</param>
    /// <param name="settings">The settings of a row.</param>
    public static IEnumerable<Column<TRow>> SettingsInFiles(
        IEnumerable<ValueList<Parameter>> plan, Func<TRow, ValueList<Parameter>> settings) =>
        plan.SelectMany(s => s).Select(s => s.Name).Distinct().Select(
            name => InFiles(name, ColumnRole.Key, row => Cell.Of(settings(row), name)));

    /// <summary>A key that only comparisons ask.</summary>
    public static Column<TRow> ForComparisons(string name, Func<TRow, Cell> cell) =>
        new(name, "", ColumnRole.Key, "", cell) { Readers = Readers.Comparisons };

    /// <summary>A measure over seeds and, beside it, its deviation.</summary>
    /// <param name="measure">The measure. Its cells are not asked for.</param>
    /// <param name="statistic">The mean over seeds, or <see langword="null"/> where a row has none.</param>
    /// <param name="spread">Who sees the deviation. People see it as one cell with its measure.</param>
    public static IEnumerable<Column<TRow>> WithSpread(Column measure, Func<TRow, SeedStatistic?> statistic, Readers spread = Readers.All)
    {
        Column<TRow> mean = new(measure.Name, measure.Title, measure.Role, measure.Explanation, row => Cell.Of(statistic(row)?.Mean))
        {
            Readers = measure.Readers,
            Format = measure.Format,
            Better = measure.Better,
            Choice = measure.Choice,
            LatexTitle = measure.LatexTitle,
            PaperFormat = measure.PaperFormat,
        };
        yield return mean;
        yield return new(measure.Name + "_std", "", ColumnRole.Spread, "", row => Cell.Of(statistic(row)?.StandardDeviation))
        {
            Readers = spread,
            SpreadOf = measure.Name,
        };
    }
}
