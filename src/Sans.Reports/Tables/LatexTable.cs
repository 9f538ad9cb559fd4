using System.Globalization;
using System.Text;

namespace Sans.Reports.Tables;

/// <summary>
/// <c>table.tex</c>: a table with booktabs. The paper's layout has few columns for each value of one key side by side, such as
/// an activation. It has a row per group, or a table per group with a row per value of another key. The plain layout serves
/// tables without such a key, with more than five values of it, or with more keys. A long table is cut into parts, because
/// <c>longtable</c> cannot be scaled and fails in two columns. A wide table is scaled.
/// </summary>
public static class LatexTable
{
    private const int MostAcross = 5;
    private const int MostRows = 45;
    private const string Nothing = "--";
    private const string NoteMark = "$^{\\dagger}$";
    private const string FailureMark = "$^{\\ddagger}$";

    /// <summary>Writes the tables for <c>\input</c>, with LF line ends. A table wider than the text is scaled down.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The start of labels: <c>\label{tab:NAME}</c>.</param>
    public static string Write(Table table, string name)
    {
        StringBuilder tex = new();
        Column[] keys = [.. table.Printed.Where(c => c.Role == ColumnRole.Key)];
        Column? across = keys.FirstOrDefault(c => c.IsAcross);
        Column[] others = [.. keys.Skip(1).Where(c => c != across)];
        if (across is null || others.Length > 1 || table.Rows.Count == 0 || Values(table, table.Rows, across).Length > MostAcross)
        {
            AppendPlain(tex, table, name);
        }
        else if (others.Length == 0)
        {
            AppendAcross(tex, table, table.Rows, across, keys[0], "", name);
        }
        else
        {
            foreach (var group in table.Rows.GroupBy(r => table.CellOf(r, keys[0].Name).Exact))
            {
                AppendAcross(tex, table, [.. group], across, others[0], ": " + LatexText.Escape(group.Key), $"{name}-{group.Key}");
            }
        }

        string text = tex.ToString();
        string fonts = LatexText.NeedsT1(text) ? ", \\usepackage[T1]{fontenc}" : "";
        return $"% Needs \\usepackage{{booktabs}}, \\usepackage{{graphicx}}{fonts}.\n{text}";
    }

    /// <summary>
    /// The characters that the tables show as <c>?</c>, in a sentence, or <see langword="null"/> where LaTeX has a form for
    /// all.
    /// </summary>
    /// <param name="table">The table.</param>
    public static string? WhatIsLost(Table table)
    {
        IEnumerable<string> words =
            table.Printed.SelectMany(c => table.Rows.Select(r => table.CellOf(r, c.Name).Words ?? "").Prepend(c.Title)).Distinct();
        IReadOnlyList<string> lost = LatexText.LostIn(string.Join(' ', words.Prepend(table.Title)));
        string them = lost.Count == 1 ? "it" : "them";
        return lost.Count == 0
            ? null
            : $"table.tex has '?' in place of {string.Join(", ", lost)}: LaTeX without packages cannot print {them}";
    }

    private static void AppendAcross(
        StringBuilder tex, Table table, IReadOnlyList<TableRow> rows, Column across, Column lines, string subject, string name)
    {
        Cell[] values = Values(table, rows, across);
        Column[] shown = [.. table.Printed.Where(c => c.PaperFormat is not null && rows.Any(r => IsTold(table.CellOf(r, c.Name))))];
        string caption = subject
            + Choice(table, rows)
            + (rows.Any(r => HasNote(table, r)) ? $"; {NoteMark} {Notes(table)}" : "")
            + (rows.Any(r => HasFailed(table, r)) ? $"; {FailureMark} some of its trainings failed" : "");
        string letters = string.Concat(shown.Select(c => c.Role == ColumnRole.Result ? 'r' : 'c'));
        Begin(tex, table, caption, name, $"l*{{{values.Length}}}{{{letters}}}");
        int width = shown.Length;
        tex.AppendJoin(
            "", values.Select(v => FormattableString.Invariant($" & \\multicolumn{{{width}}}{{c}}{{{Words(v)}}}"))).Append(" \\\\\n");
        tex.AppendJoin("", values.Select(
            (_, i) => FormattableString.Invariant($"\\cmidrule(lr){{{2 + (i * width)}-{1 + ((i + 1) * width)}}}"))).Append('\n');
        string titles = string.Concat(shown.Select(c => " & " + TitleOf(c)));
        tex.Append(TitleOf(lines)).AppendJoin("", values.Select(_ => titles)).Append(" \\\\\n\\midrule\n");
        foreach (var line in rows.GroupBy(r => table.CellOf(r, lines.Name).Exact))
        {
            tex.Append(Words(table.CellOf(line.First(), lines.Name)));
            foreach (Cell value in values)
            {
                TableRow? row = line.FirstOrDefault(r => table.CellOf(r, across.Name).Exact == value.Exact);
                string marks = row is null ? "" : (HasNote(table, row) ? NoteMark : "") + (HasFailed(table, row) ? FailureMark : "");
                tex.Append(string.Concat(shown.Select(c => " & " + (row is null ? Nothing : Short(table, row, c))))).Append(marks);
            }

            tex.Append(" \\\\\n");
        }

        End(tex);
    }

    /// <summary>Appends the plain layout. A table longer than a page continues in another one.</summary>
    private static void AppendPlain(StringBuilder tex, Table table, string name)
    {
        Column[] columns = [.. table.Printed];
        TableRow[][] parts = [.. table.Rows.Chunk(MostRows).DefaultIfEmpty([])];
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts.Length == 1 ? "" : FormattableString.Invariant($", part {i + 1} of {parts.Length}");
            string partName = parts.Length == 1 ? name : FormattableString.Invariant($"{name}-{i + 1}");
            Begin(tex, table, part + Choice(table, parts[i]), partName, string.Concat(columns.Select(c => c.IsText ? 'l' : 'r')));
            tex.AppendJoin(" & ", columns.Select(TitleOf)).Append(" \\\\\n\\midrule\n");
            foreach (TableRow row in parts[i])
            {
                tex.AppendJoin(" & ", columns.Select(c => Long(table, row, c))).Append(" \\\\\n");
            }

            End(tex);
        }
    }

    private static void Begin(StringBuilder tex, Table table, string caption, string name, string columns) => tex
        .Append("\\begin{table*}\n\\caption{").Append(LatexText.Escape(table.Title)).Append(Seeds(table)).Append(caption)
        .Append("}\n\\label{tab:").Append(Label(name))
        .Append("}\n\\centering\\scriptsize\\setlength{\\tabcolsep}{2.5pt}\n")
        .Append("\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n\\begin{tabular}{")
        .Append(columns).Append("}\n\\toprule\n");

    private static void End(StringBuilder tex) => tex.Append("\\bottomrule\n\\end{tabular}}\n\\end{table*}\n");

    /// <summary>A cell with few digits. It is bold where its row was chosen by it.</summary>
    private static string Short(Table table, TableRow row, Column column)
    {
        Cell cell = table.CellOf(row, column.Name);
        string text = cell.Exact.Length == 0 ? Nothing : Signed(PrintedCell.TextOf(cell, column.PaperFormat!));
        return PrintedCell.MarkOf(row, column, cell) == CellMark.Best ? $"\\textbf{{{text}}}" : text;
    }

    private static string Long(Table table, TableRow row, Column column)
    {
        PrintedCell cell = PrintedCell.Of(table, row, column);
        string text = (table.CellOf(row, column.Name).Latex
            ?? Signed(cell.Value)) + (cell.Spread.Length == 0 ? "" : LatexText.Escape(PrintedCell.PlusMinus + cell.Spread));
        return PrintedCell.MarkOf(row, column, table.CellOf(row, column.Name)) == CellMark.Best ? $"\\textbf{{{text}}}" : text;
    }

    /// <summary>A hyphen is not a minus.</summary>
    private static string Signed(string value) => value.Length > 1 && value[0] is '-' or '+' ? $"${value}$" : LatexText.Escape(value);

    private static string TitleOf(Column column) => column.LatexTitle ?? LatexText.Escape(column.Title);

    private static string Words(Cell cell) => cell.Latex ?? LatexText.Escape(cell.Exact);

    private static Cell[] Values(Table table, IEnumerable<TableRow> rows, Column column) =>
        [.. rows.Select(r => table.CellOf(r, column.Name)).DistinctBy(c => c.Exact)];

    private static bool IsTold(Cell cell) => cell.IsMissing || cell.Exact.Length > 0;

    private static bool HasNote(Table table, TableRow row) =>
        table.Printed.Any(c => c.Role == ColumnRole.Note && table.CellOf(row, c.Name).Exact.Length > 0);

    private static bool HasFailed(Table table, TableRow row) =>
        table.Printed.Any(c => c.Role == ColumnRole.Result && table.CellOf(row, c.Name).OutOf is not null);

    private static string Notes(Table table) => string.Join(
        "; ",
        table.Printed.Where(c => c.Role == ColumnRole.Note).Select(c => LatexText.Escape($"{c.Title}: {c.Explanation.TrimEnd('.')}")));

    private static string Choice(Table table, IReadOnlyList<TableRow> rows) =>
        rows.Any(r => r.IsChosen) && table.Printed.FirstOrDefault(c => c.Choice is not null) is { } column
            ? "; bold: " + LatexText.Escape(column.Choice!)
            : "";

    private static string Seeds(Table table)
    {
        bool isTold = table.Columns.Any(c => c.Name == Table.SeedCount);
        double seeds = isTold ? table.Rows.Select(r => table.CellOf(r, Table.SeedCount).Number ?? 0).DefaultIfEmpty(0).Max() : 0;
        return seeds > 1 ? string.Create(CultureInfo.InvariantCulture, $" (means over {seeds} seeds)") : "";
    }

    private static string Label(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
