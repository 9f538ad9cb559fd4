using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Networks.Applications;

/// <summary>One method on a dataset, either for networks that differ in their seed only, or as a baseline.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Method">The method, or empty where there is no result.</param>
/// <param name="Network">The networks, or <see langword="null"/> for a baseline.</param>
/// <param name="Scores">The scores, one for each seed.</param>
/// <param name="PlanCount">Number of planned seeds.</param>
internal sealed record AppliedRow(string Dataset, string Method, PhiRow? Network, IReadOnlyList<MethodScore> Scores, int PlanCount)
{
    /// <summary>Whether validation chooses it among the networks of its method.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Whether there is no result.</summary>
    public bool IsFailed => Scores.Count == 0;

    /// <summary>The statistic of a value over seeds, or <see langword="null"/> if a seed lacks the value.</summary>
    public SeedStatistic? Over(string name)
    {
        double[] values = [.. Scores.Where(s => s.Values.ContainsKey(name)).Select(s => s.Values[name])];
        return values.Length == 0 || values.Length < Scores.Count ? null : SeedStatistic.Of(values);
    }

    /// <summary>The rows of each dataset: first the baselines, then the methods of its networks.</summary>
    /// <param name="application">The application.</param>
    /// <param name="networks">The rows of the φ table.</param>
    /// <param name="outcomes">The outcomes of the trials.</param>
    public static IReadOnlyList<AppliedRow> Of(
        Application application, IReadOnlyList<PhiRow> networks, Outcomes<AppliedTrial, AppliedResult> outcomes)
    {
        AppliedRow[] rows = [.. outcomes.Plan.Select(t => t.Dataset).Distinct().SelectMany(dataset => (IEnumerable<AppliedRow>)
        [
            .. outcomes.Plan.Where(t => t.Dataset == dataset && t.San is null)
                .SelectMany(t => Rows(dataset, null, [t], outcomes)),
            .. networks.Where(r => r.Dataset == dataset)
                .SelectMany(r => Rows(dataset, r, [.. r.Plan.Select(t => new AppliedTrial(dataset, t))], outcomes)),
        ])];
        return application.Choice is { } choice ? Marked(rows, choice, application) : rows;
    }

    private static IEnumerable<AppliedRow> Rows(
        string dataset, PhiRow? network, AppliedTrial[] plan, Outcomes<AppliedTrial, AppliedResult> outcomes)
    {
        AppliedResult[] results = [.. outcomes.ResultsOf(plan)];
        string[] methods = [.. results.SelectMany(r => r.Scores).Select(s => s.Method).Distinct()];
        return methods.Length > 0
            ? methods.Select(m => new AppliedRow(
                dataset, m, network, [.. results.SelectMany(r => r.Scores.Where(s => s.Method == m))], plan.Length))
            : PlannedRow.IsShown(plan, results.Length, outcomes.Failures) ? [new AppliedRow(dataset, "", network, [], plan.Length)] : [];
    }

    private static AppliedRow[] Marked(AppliedRow[] rows, string choice, Application application)
    {
        bool isHigher = application.Columns.First(c => c.Name == choice).Better == Better.Higher;
        HashSet<AppliedRow> best =
        [
            .. rows.Where(r => r.Network is not null && r.Over(choice) is not null)
                .GroupBy(r => (r.Dataset, r.Method))
                .Select(g => g.MinBy(r => (isHigher ? -1 : 1) * r.Over(choice)!.Value.Mean)!),
        ];
        return [.. rows.Select(r => r with { IsChosen = best.Contains(r) })];
    }
}
