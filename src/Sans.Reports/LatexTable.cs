using System.Globalization;
using System.Text;
using Sans.Configuration;
using Sans.Reports.Paper;

namespace Sans.Reports;

/// <summary>
/// <c>table.tex</c>: the φ table in the layout of the paper, with booktabs. A row per dataset and four columns per activation where the kernel size is chosen (Table I), else a table
/// per dataset with a row per kernel size (Tables II to IV); a plain table where more is swept than these have room for.
/// </summary>
public static class LatexTable
{
    /// <summary>The tables, to be read with <c>\input</c>; lines end in LF.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="table">Its φ table.</param>
    public static string Write(SanExperiment experiment, PhiTable table)
    {
        StringBuilder tex = new();
        string caption = LatexText.Escape($"{experiment.Title}{Seeds(table)}");
        bool isPlain = table.Rows.Select(r => (r.KernelCount, r.Settings)).Distinct().Count() > 1;
        if (isPlain || table.Rows.Count == 0)
        {
            AppendPlain(tex, caption, PrintedPhi.Of(table));
        }
        else if (experiment.Selection.KernelSize == KernelSizeSelection.MeanPhi)
        {
            AppendGroups(tex, caption, "Datasets", table.Rows, r => r.Dataset, hasKernelSize: true);
        }
        else
        {
            foreach (var dataset in table.Rows.GroupBy(r => r.Dataset))
            {
                AppendGroups(tex, $"{caption}: {LatexText.Escape(dataset.Key)}", "$m$", [.. dataset], r => r.KernelSizeText, hasKernelSize: false);
            }
        }

        string text = tex.ToString();
        return $"% Needs \\usepackage{{booktabs}}{(LatexText.NeedsT1(text) ? " and \\usepackage[T1]{fontenc}" : "")}.\n{text}";
    }

    /// <summary>What the tables show as <c>?</c>, in a sentence; <see langword="null"/> where LaTeX has a form for everything.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="table">Its φ table.</param>
    public static string? WhatIsLost(SanExperiment experiment, PhiTable table)
    {
        IEnumerable<string> names = table.Rows.SelectMany(r => new[] { r.Dataset, r.Activation }).Distinct();
        IReadOnlyList<string> lost = LatexText.LostIn(string.Join(' ', names.Prepend(experiment.Title)));
        return lost.Count == 0 ? null
            : $"table.tex has '?' in place of {string.Join(", ", lost)}: LaTeX without packages has no form for {(lost.Count == 1 ? "it" : "them")}";
    }

    private static string Seeds(PhiTable table) => table.Rows.Select(r => r.SeedCount).DefaultIfEmpty(1).Max() is > 1 and int seeds
        ? string.Create(CultureInfo.InvariantCulture, $" (means over {seeds} seeds)")
        : "";

    private static void AppendGroups(StringBuilder tex, string caption, string first, IReadOnlyList<PhiRow> rows, Func<PhiRow, string> nameOf, bool hasKernelSize)
    {
        string[] activations = [.. rows.Select(r => r.Activation).Distinct()];
        bool hasAccuracy = rows.Any(r => r.Accuracy?.Difference is not null);
        int width = 3 + (hasKernelSize ? 1 : 0) + (hasAccuracy ? 1 : 0);
        Begin(tex, caption, $"l*{{{activations.Length}}}{{{(hasKernelSize ? "r" : "")}ccc{(hasAccuracy ? "r" : "")}}}");
        tex.Append(string.Concat(activations.Select(a => FormattableString.Invariant($" & \\multicolumn{{{width}}}{{c}}{{{LatexText.Escape(PublishedTables.Paper(a))}}}")))).Append(" \\\\\n");
        tex.Append(string.Concat(activations.Select((_, i) => FormattableString.Invariant($"\\cmidrule(lr){{{2 + (i * width)}-{1 + ((i + 1) * width)}}}")))).Append('\n');
        tex.Append(first).Append(string.Concat(activations.Select(_ => (hasKernelSize ? " & $m$" : "") + " & $CR^{-1}$ & $\\tilde{\\mathcal{L}}$ & $\\bar\\varphi$" + (hasAccuracy ? " & $A_{(\\pm\\%)}$" : "")))).Append(" \\\\\n\\midrule\n");
        foreach (var line in rows.GroupBy(nameOf))
        {
            tex.Append(LatexText.Escape(line.Key));
            foreach (string activation in activations)
            {
                tex.Append(line.FirstOrDefault(r => r.Activation == activation) is { } row ? Cells(row, hasKernelSize, hasAccuracy) : string.Concat(Enumerable.Repeat(" & --", width)));
            }

            tex.Append(" \\\\\n");
        }

        End(tex);
    }

    private static string Cells(PhiRow row, bool hasKernelSize, bool hasAccuracy)
    {
        string phi = Number(row.MeanPhi.Mean);
        return (hasKernelSize ? string.Create(CultureInfo.InvariantCulture, $" & {row.KernelSizeText}") : "")
            + $" & {Number(row.InverseCompressionRatio.Mean)} & {Number(row.NormalizedReconstructionLoss.Mean)} & {(row.IsChosen ? $"\\textbf{{{phi}}}" : phi)}"
            + (!hasAccuracy ? "" : row.Accuracy?.Difference is { } points ? " & $" + (100 * points.Mean).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + "$" : " & --");
    }

    private static void AppendPlain(StringBuilder tex, string caption, PrintedTable table)
    {
        Begin(tex, caption, string.Concat(table.IsText.Select(t => t ? 'l' : 'r')));
        tex.AppendJoin(" & ", table.Titles.Select(LatexText.Escape)).Append(" \\\\\n\\midrule\n");
        foreach (string[] row in table.Rows)
        {
            tex.AppendJoin(" & ", row.Select(Plain)).Append(" \\\\\n");
        }

        End(tex);
    }

    /// <summary>A printed cell; the φ of the chosen row, which text marks with a star, is bold.</summary>
    private static string Plain(string cell) => cell.Trim() is var text && text.EndsWith(" *", StringComparison.Ordinal) ? $"\\textbf{{{LatexText.Escape(text[..^2])}}}" : LatexText.Escape(text);

    private static void Begin(StringBuilder tex, string caption, string columns) => tex.Append(
        CultureInfo.InvariantCulture, $"\\begin{{table*}}\n\\caption{{{caption}}}\n\\centering\\scriptsize\\setlength{{\\tabcolsep}}{{2.5pt}}\n\\begin{{tabular}}{{{columns}}}\n\\toprule\n");

    private static void End(StringBuilder tex) => tex.Append("\\bottomrule\n\\end{tabular}\n\\end{table*}\n");

    // Two digits, as the paper has them.
    private static string Number(double value) => value.ToString(value < 1e4 ? "F2" : "0.0e0", CultureInfo.InvariantCulture);
}
