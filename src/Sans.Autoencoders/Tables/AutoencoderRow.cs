using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Autoencoders.Tables;

/// <summary>One row: a dataset, a method, a network, over all seeds.</summary>
/// <param name="Plan">The planned trials of the row, at least one, which differ in their seed only.</param>
/// <param name="Seeds">The results of completed trials, in the order of the plan.</param>
internal sealed record AutoencoderRow(IReadOnlyList<AutoencoderTrial> Plan, IReadOnlyList<AutoencoderResult> Seeds)
{
    /// <summary>The first trial of the row. The trials differ only in their seed.</summary>
    public AutoencoderTrial Trial => Plan[0];

    /// <summary>Whether all trainings of the row failed. Such a row has no measures and is in no figure.</summary>
    public bool IsFailed => Seeds.Count == 0;

    /// <summary>The method.</summary>
    public AutoencoderMethod Method => Trial.Method;

    /// <summary>The unit or selector with its own parameters: <c>trec(theta=0.5)</c>.</summary>
    public string Unit => (Method with
    {
        Parameters = new(Method.Parameters.Where(
            p => p.Name is not (AutoencoderMethodSchemas.Dropout or AutoencoderMethodSchemas.Penalty or AutoencoderMethodSchemas.Weight
                or AutoencoderMethodSchemas.Target
                or AutoencoderMethodSchemas.Transform))),
    }).ToString();

    /// <summary>The penalty with its parameters: <c>kl_mean(target=0.05)</c>, or empty for none.</summary>
    public string Penalty
    {
        get
        {
            PenaltyConfig penalty = Method.Penalty;
            Parameter[] own = [.. Method.Parameters.Where(p => p.Name is AutoencoderMethodSchemas.Target
                or AutoencoderMethodSchemas.Transform && !AutoencoderMethodSchemas.IsDefault(Method.Unit, p))];
            string name = PenaltySchemas.NameOf(penalty.Kind);
            return penalty.Kind == PenaltyKind.None
                ? ""
                : own.Length == 0 ? name : $"{name}({string.Join(", ", own.Select(p => $"{p.Name}={p.Text}"))})";
        }
    }

    /// <summary>
    /// The swept values of its network and training, such as <c>, hidden 8, epochs 2</c>, or empty where none is swept.
    /// </summary>
    /// <param name="rows">The rows of the table.</param>
    internal string SweptAmong(IEnumerable<AutoencoderRow> rows) =>
        (rows.Any(r => r.Trial.Model.HiddenUnits != Trial.Model.HiddenUnits)
            ? FormattableString.Invariant($", hidden {Trial.Model.HiddenUnits}")
            : "")
        + string.Concat(Trial.Settings.Select(s => $", {s.Name} {s.Text}"));

    /// <summary>The rows of a run, in the order of the plan. A row whose trials all failed is included. An unfinished row is not.</summary>
    public static IReadOnlyList<AutoencoderRow> Of(Outcomes<AutoencoderTrial, AutoencoderResult> outcomes) =>
    [
        .. outcomes.Plan
            .GroupBy(t => t with { Seed = 0 })
            .Select(
                g => new AutoencoderRow([.. g], [.. outcomes.ResultsOf(g)]))
            .Where(r => PlannedRow.IsShown(r.Plan, r.Seeds.Count, outcomes.Failures)),
    ];

    /// <summary>A measure over the seeds that have it, or <see langword="null"/> where none has.</summary>
    public SeedStatistic? Over(Func<CodeMeasures, double?> measure) => Over(r => measure(r.Measures));

    /// <summary>
    /// The statistic of a number over the seeds that have it, or <see langword="null"/> if no seed has it.
    /// </summary>
    public SeedStatistic? Over(Func<AutoencoderResult, double?> measure)
    {
        double[] values = [.. Seeds.Select(measure).OfType<double>()];
        return values.Length == 0 ? null : SeedStatistic.Of(values);
    }

    /// <summary>A measure over the seeds of a row that did not fail.</summary>
    public SeedStatistic Of(Func<CodeMeasures, double> measure) => SeedStatistic.Of([.. Seeds.Select(r => measure(r.Measures))]);

    /// <summary>The loss of the output bias alone, over the seeds of a row that did not fail.</summary>
    public SeedStatistic BiasOnlyLoss => SeedStatistic.Of([.. Seeds.Select(r => r.Payload.BiasOnlyLoss)]);

    /// <summary>The warning of the row: <c>collapsed</c>, with the number of seeds if it does not hold for all.</summary>
    public string Flags => string.Join(", ", Seeds
        .SelectMany(r => r.Payload.Warnings())
        .GroupBy(w => w)
        .Select(w => w.Count() == Seeds.Count ? w.Key : FormattableString.Invariant($"{w.Key} ({w.Count()} of {Seeds.Count} seeds)")));
}
