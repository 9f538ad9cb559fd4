using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Networks.Tables;

/// <summary>
/// The choice of a row among several by the protocol: <c>honest</c> by validation, <c>as_published</c> by test, as in the
/// paper.
/// </summary>
internal static class RowChoice
{
    /// <summary>The measure of a choice: φ̄ over seeds, on the examples of the row's protocol.</summary>
    public static double MeasureOf(PhiRow row) => row.Protocol == Protocol.AsPublished ? row.MeanPhi.Mean : row.ValidationMeanPhi.Mean;

    /// <summary>The first row with the least measure. If rows have several protocols, only the honest ones take part.</summary>
    /// <param name="rows">At least one row that did not fail.</param>
    public static PhiRow Of(IEnumerable<PhiRow> rows) =>
        rows.GroupBy(r => r.Protocol).OrderBy(g => g.Key == Protocol.AsPublished).First().MinBy(MeasureOf)!;

    /// <summary>The group of a row for a choice. Rows of one group differ in the selected settings only.</summary>
    /// <param name="row">The row.</param>
    /// <param name="selection">The selection.</param>
    public static object GroupOf(PhiRow row, SelectionConfig selection) => (
        row.Dataset,
        row.Protocol,
        ActivationOf(row, selection),
        selection.Has(SelectionConfig.Kernels) ? 0 : row.KernelCount,
        selection.Has(SelectionConfig.KernelSize) ? "" : row.KernelSizeText,
        new ValueList<Parameter>(row.Settings.Where(s => !selection.Has(s.Name))));

    /// <summary>The rows, with the chosen one of each dataset and protocol marked.</summary>
    public static List<PhiRow> Mark(IEnumerable<PhiRow> rows)
    {
        List<PhiRow> all = [.. rows];
        var chosen = all
            .Where(r => !r.IsFailed)
            .GroupBy(r => (r.Dataset, r.Protocol))
            .Select(g => g.MinBy(MeasureOf)!)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. all.Select(r => chosen.Contains(r) ? r with { IsChosen = true } : r)];
    }

    /// <summary>The activation of a row without its selected parameters.</summary>
    private static object ActivationOf(PhiRow row, SelectionConfig selection)
    {
        ActivationConfig activation = row.Trial.Activation;
        ValueList<Parameter> listed = new(activation.Parameters.Where(p => !selection.Has(p.Name)));
        return selection.Has(SelectionConfig.Activation)
            ? ""
            : listed.Count == activation.Parameters.Count ? row.Activation : (activation.Name, listed);
    }

    /// <summary>The criterion of marked rows, in words.</summary>
    public static string Legend(IReadOnlyList<PhiRow> rows) =>
        (rows.Any(r => r.Protocol == Protocol.Honest), rows.Any(r => r.Protocol == Protocol.AsPublished)) switch
        {
            (true, true) => "once for each protocol, honest by the least φ on validation, as_published by the least φ on test",
            (false, true) => "least φ on test, as in the paper",
            _ => "least φ on validation",
        };
}
