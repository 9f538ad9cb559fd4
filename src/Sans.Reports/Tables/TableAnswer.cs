using System.Globalization;

namespace Sans.Reports.Tables;

/// <summary>The question that a table answers: which row of each group is the best one.</summary>
/// <param name="Measure">The column that the answer is about.</param>
/// <param name="Words">The name of the measure in a sentence, such as <c>test φ</c>.</param>
/// <param name="ChosenBy">The column that orders the rows of a group. The measure itself where nothing else chooses.</param>
public sealed record TableQuestion(string Measure, string Words, string ChosenBy)
{
    /// <summary>A question whose measure also orders the rows.</summary>
    public TableQuestion(string measure, string words)
        : this(measure, words, measure)
    {
    }

    /// <summary>
    /// Something trivial with its measure, such as "an empty description" with 1, or <see langword="null"/> where there is none.
    /// A row that does not beat it is no gain.
    /// </summary>
    public (string Words, double Value)? Trivial { get; init; }
}

/// <summary>The answer of a table for one of its groups.</summary>
/// <param name="Group">The group, such as a dataset. Empty where the table has one group without a name.</param>
/// <param name="Row">The keys that tell the row from the others of its group.</param>
/// <param name="Value">The measure of the row.</param>
/// <param name="Spread">Its deviation over seeds, or <see langword="null"/> for one seed.</param>
/// <param name="Seeds">Seeds behind the measure, or <see langword="null"/> where the table does not count them.</param>
/// <param name="RunnerUp">The row that follows, or <see langword="null"/> where there is no other.</param>
/// <param name="Difference">The measure of the runner-up minus that of the row, or <see langword="null"/> without a runner-up.</param>
public sealed record TableAnswer(
    string Group, string Row, double Value, double? Spread, int? Seeds, string? RunnerUp, double? Difference)
{
    // More of them are counted, not listed.
    private const int MostListed = 3;
    private const string SeedCount = Table.SeedCount;

    // Rows of two protocols are not chosen from each other.
    private const string Protocol = "protocol";

    /// <summary>
    /// The answers of a table, a sentence for each group. None where it has neither a finding nor a question, or no measured row.
    /// </summary>
    public static IReadOnlyList<string> Sentences(Table table)
    {
        if (table.Finding is { } finding)
        {
            return finding.Sentences;
        }

        Column? column = ColumnOf(table);
        return column is null ? [] : [.. Of(table).Select(a => Sentence(table, column, a))];
    }

    /// <summary>The answer of a table in one sentence, or <see langword="null"/> where it has none.</summary>
    public static string? Summary(Table table)
    {
        if (table.Finding is { } finding)
        {
            return finding.Summary;
        }

        IReadOnlyList<TableAnswer> answers = Of(table);
        if (ColumnOf(table) is not { } column || answers.Count == 0)
        {
            return null;
        }

        if (answers.Count == 1)
        {
            return Sentence(table, column, answers[0]);
        }

        string words = table.Question!.Words, by = Choice(column, words);
        if (answers.Count <= MostListed)
        {
            return $"{by}: " + string.Join(", ", answers.Select(a => $"{a.Row} on {a.Group} with {words} {Number(column, a)}")) + "."
                + NoGains(table, column, answers);
        }

        var rows = answers.GroupBy(a => a.Row.Split(" (")[0]).OrderByDescending(g => g.Count()).ToArray();
        double[] values = [.. answers.Select(a => a.Value).Order()];
        double median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        return $"{by}: " + string.Join(", ", rows.Select(g => $"{g.Key} on {g.Count().ToString(CultureInfo.InvariantCulture)}"))
            + FormattableString.Invariant($" of {answers.Count}, with a median {words} of {column.Format.Write(median)}.") + NoGains(table, column, answers);
    }

    private static string NoGains(Table table, Column column, IReadOnlyList<TableAnswer> answers)
    {
        int count = answers.Count(a => IsNoGain(table, column, a));
        string many = FormattableString.Invariant($"{count} of {answers.Count} {(count == 1 ? "is" : "are")} no gain");
        return count == 0 ? "" : $" {many}: {Trivial(table)}.";
    }

    /// <summary>The answers of a table.</summary>
    public static IReadOnlyList<TableAnswer> Of(Table table)
    {
        if (table.Question is not { } question || ColumnOf(table) is not { } column)
        {
            return [];
        }

        Column first = table.Printed.First();
        bool hasProtocols = table.Printed.Any(c => c.Name == Protocol);
        double sign = column.Better == Better.Higher ? -1 : 1;
        return
        [
            .. from rows in table.Rows
                   .Where(r => table.CellOf(r, column.Name).Number is { } value && double.IsFinite(value))
                   .GroupBy(r => (
                       Group: PrintedCell.Of(table, r, first).ToString(),
                       Protocol: hasProtocols ? table.CellOf(r, Protocol).Exact : ""))
               let ordered = rows.OrderBy(r => sign * (table.CellOf(r, question.ChosenBy).Number ?? double.PositiveInfinity)).ToArray()
               let best = Array.Find(ordered, r => r.IsChosen) ?? ordered[0]
               let next = Array.Find(ordered, r => r != best)
               select Answer(rows.Key.Group, best, next),
        ];

        TableAnswer Answer(string name, TableRow best, TableRow? next)
        {
            double value = table.CellOf(best, column.Name).Number!.Value;
            double? spread = table.SpreadOf(column) is { } deviations ? table.CellOf(best, deviations.Name).Number : null;
            int? seeds = table.Columns.Any(c => c.Name == SeedCount) ? (int?)table.CellOf(best, SeedCount).Number : null;
            return new(
                name,
                NameOf(table, best, first),
                value,
                spread,
                seeds,
                next is null ? null : NameOf(table, next, first),
                next is null ? null : table.CellOf(next, column.Name).Number!.Value - value);
        }
    }

    private static Column? ColumnOf(Table table) =>
        table.Question is { } question ? table.Columns.FirstOrDefault(c => c.Name == question.Measure) : null;

    private static string Sentence(Table table, Column column, TableAnswer answer)
    {
        string words = table.Question!.Words;
        string seeds = answer is { Spread: not null, Seeds: { } count } ? FormattableString.Invariant($" over {count} seeds") : "";
        string name = answer.Row.Length == 0 ? "the only row" : answer.Row;
        string verb = column.Choice is { } choice ? $"is chosen by {choice}, with {words}" : $"has the {Best(column)} {words},";
        string sentence = $"{(answer.Group.Length == 0 ? "" : answer.Group + ": ")}{name} {verb} {Number(column, answer)}{seeds}";
        if (answer.Difference is { } difference)
        {
            string size = column.Format.WriteSpread(Math.Abs(difference));
            sentence += size.AsSpan().IndexOfAnyInRange('1', '9') < 0
                ? $", equal to the runner-up {answer.RunnerUp}"
                : $", {size} {(difference > 0 ? "below" : "above")} the runner-up {answer.RunnerUp}";
            if (answer.Spread is { } spread && Math.Abs(difference) < spread)
            {
                sentence += ", which is within the deviation over seeds";
            }
        }

        return sentence + "." + (IsNoGain(table, column, answer) ? $" That is no gain: {Trivial(table)}." : "");
    }

    private static string Trivial(Table table) =>
        FormattableString.Invariant($"{table.Question!.Trivial!.Value.Words} has {table.Question.Trivial.Value.Value:R}");

    private static bool IsNoGain(Table table, Column column, TableAnswer answer) => table.Question?.Trivial is { } trivial
        && (column.Better == Better.Higher ? answer.Value <= trivial.Value : answer.Value >= trivial.Value);

    private static string Number(Column column, TableAnswer answer) =>
        column.Format.Write(answer.Value) + (answer.Spread is { } spread ? PrintedCell.PlusMinus + column.Format.WriteSpread(spread) : "");

    private static string Choice(Column column, string words) =>
        column.Choice is { } choice ? $"Chosen by {choice}" : $"Of {Best(column)} {words}";

    private static string Best(Column column) => column.Better == Better.Higher ? "largest" : "least";

    /// <summary>
    /// The cells before the measures of a row: words, and numbers with their title. All but the first are in parentheses.
    /// </summary>
    private static string NameOf(Table table, TableRow row, Column first)
    {
        string[] parts =
        [
            .. from column in table.Printed.TakeWhile(c => c.Role != ColumnRole.Measure)
               where column != first && column.Name != SeedCount
               let text = PrintedCell.TextOf(table.CellOf(row, column.Name), column.Format)
               where text.Length > 0
               select column.IsText ? text : column.Title.Length <= 2 ? $"{column.Title} = {text}" : $"{column.Title} {text}",
        ];
        return parts.Length < 2 ? string.Concat(parts) : $"{parts[0]} ({string.Join(", ", parts[1..])})";
    }
}
