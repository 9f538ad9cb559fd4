using Sans.Configuration;

namespace Sans.Reports.Tables;

/// <summary>The role of a column. Writers and comparisons use the role, not the title.</summary>
public enum ColumnRole
{
    /// <summary>It identifies rows.</summary>
    Key,

    /// <summary>
    /// It is a result of the run that is shown but not judged: an epoch, a chosen kernel size, a count of seeds.
    /// </summary>
    Result,

    /// <summary>It is a measured number, which comparisons judge.</summary>
    Measure,

    /// <summary>The deviation over seeds of a measure.</summary>
    Spread,

    /// <summary>It is a note for readers of a row.</summary>
    Note,
}

/// <summary>The direction of better values.</summary>
public enum Better
{
    /// <summary>There is no better direction.</summary>
    Neither,

    /// <summary>Small values are better.</summary>
    Lower,

    /// <summary>Large values are better.</summary>
    Higher,
}

/// <summary>The readers of a column.</summary>
public enum Readers
{
    /// <summary>Everybody.</summary>
    All,

    /// <summary>People, who read text, Markdown, LaTeX and pages.</summary>
    People,

    /// <summary>Programs, which read CSV files.</summary>
    Programs,

    /// <summary>Comparisons alone. They use the column where another table needs it to identify rows.</summary>
    Comparisons,
}

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Name">Its name in CSV files. Unique in its table.</param>
/// <param name="Title">The printed title, which may be empty where only programs read it.</param>
/// <param name="Role">Its role.</param>
/// <param name="Explanation">A sentence about its content, with the equation if there is one. It may be empty.</param>
public record Column(string Name, string Title, ColumnRole Role, string Explanation)
{
    /// <summary>The readers of the column.</summary>
    public Readers Readers { get; init; }

    /// <summary>Whether it holds words, which align to the left. Numbers align to the right.</summary>
    public bool IsText { get; init; }

    /// <summary>The printed format of its numbers.</summary>
    public NumberFormat Format { get; init; } = NumberFormat.Whole;

    /// <summary>The direction of better values.</summary>
    public Better Better { get; init; }

    /// <summary>The name of the measure whose deviation it is, or <see langword="null"/> for other columns.</summary>
    public string? SpreadOf { get; init; }

    /// <summary>
    /// The criterion for chosen rows, such as <c>least φ on validation</c>, where the column marks their cells. It is
    /// <see langword="null"/> for other columns.
    /// </summary>
    public string? Choice { get; init; }

    /// <summary>Its title in LaTeX, in mathematics, or <see langword="null"/> for the plain title.</summary>
    public string? LatexTitle { get; init; }

    /// <summary>
    /// The format of its numbers in a paper's layout, which has few digits. It is <see langword="null"/> where that layout
    /// omits the column.
    /// </summary>
    public NumberFormat? PaperFormat { get; init; }

    /// <summary>Whether the layout of a paper puts the values of this key side by side.</summary>
    public bool IsAcross { get; init; }

    /// <summary>Whether people see it.</summary>
    public bool IsPrinted => Readers is Readers.All or Readers.People;

    /// <summary>Whether CSV files have the column.</summary>
    public bool IsInFiles => Readers is Readers.All or Readers.Programs;
}

/// <summary>A column with the source of its cells.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <param name="Name">Its name in CSV files. Unique in its table.</param>
/// <param name="Title">The printed title.</param>
/// <param name="Role">Its role.</param>
/// <param name="Explanation">A sentence about its content.</param>
/// <param name="CellOf">The cell of a row.</param>
public sealed record Column<TRow>(string Name, string Title, ColumnRole Role, string Explanation, Func<TRow, Cell> CellOf)
    : Column(Name, Title, Role, Explanation)
{
    /// <summary>A column of words that identify rows.</summary>
    public static Column<TRow> Key(string name, string title, string explanation, Func<TRow, string> text) =>
        new(name, title, ColumnRole.Key, explanation, row => Cell.Of(text(row))) { IsText = true };

    /// <summary>A column for programs only.</summary>
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

    /// <summary>A key for comparisons only.</summary>
    public static Column<TRow> ForComparisons(string name, Func<TRow, Cell> cell) =>
        new(name, "", ColumnRole.Key, "", cell) { Readers = Readers.Comparisons };

    /// <summary>A measure over seeds and, beside it, its deviation.</summary>
    /// <param name="measure">The measure. Its cells are not used.</param>
    /// <param name="statistic">The mean over seeds, or <see langword="null"/> where a row has none.</param>
    /// <param name="spread">The readers of the deviation. People see it in the cell of its measure.</param>
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
