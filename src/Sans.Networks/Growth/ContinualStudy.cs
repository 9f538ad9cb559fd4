using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Reports.Charts;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Growth;

/// <summary>The study of networks that learn datasets one after another.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="engine">The engine.</param>
/// <param name="activations">The activations that it can name.</param>
internal sealed class ContinualStudy(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations)
    : GrownStudy<ContinualResult>(experiment, engine, activations)
{
    /// <inheritdoc/>
    public override JournalFormat<GrownTrial, ContinualResult> Journal { get; } =
        new PayloadJournal<GrownTrial, ContinualResult, ContinualPayload>(
            r => r.Payload, (trial, payload, duration) => payload.ToResult(trial, duration));

    /// <summary>The study itself. Its datasets are phases, none of which can be left out.</summary>
    public override Study<GrownTrial, ContinualResult> Without(IReadOnlyCollection<string> datasets) => this;

    /// <inheritdoc/>
    public override Table Table(TableContext context, Outcomes<GrownTrial, ContinualResult> outcomes) =>
        ContinualTable.Of(Experiment, HeadOf(context), context, outcomes, [.. RowsOf(outcomes)
            .Where(r => PlannedRow.IsShown(r.Plan, r.Results.Count, outcomes.Failures))]);

    /// <inheritdoc/>
    public override Table Trials(Outcomes<GrownTrial, ContinualResult> outcomes) => ContinualTable.Trials(Datasets, outcomes);

    /// <inheritdoc/>
    protected override ContinualResult Run(
        GrownTrial trial, ApplicationConfig config, Trainings trainings, NetworkData data, Func<TimeSpan> elapsed)
    {
        ContinualPayload payload = new ContinualCourse(trainings, Activations, trial, (ContinualConfig)config, data).Run();
        return payload.ToResult(trial, elapsed());
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<NetworkResult> NetworksOf(ContinualResult result) => result.Networks;

    /// <inheritdoc/>
    protected override Figure FigureOf(Outcomes<GrownTrial, ContinualResult> outcomes)
    {
        IReadOnlyList<ContinualRow>[] groups =
        [
            .. RowsOf(outcomes).Where(r => r.Results.Count > 0).GroupBy(r => r.Plan).Select(g => g.ToArray()),
        ];
        Axis phi = Axis.Around(
            "test mean φ",
            groups.SelectMany(g => g).SelectMany(r => Enumerable.Range(0, Datasets.Count).Select(p => r.After(p)!.Value.Mean)),
            isFromZero: true);
        return new Figure(
            "forgetting",
            "φ of each phase after each phase",
            "Mean φ on the test examples of each phase (a line) after each phase (from left to right), as a mean over seeds. The large "
                + "dot is the phase itself; a line that rises behind it forgets. Before it, the phase is not learned yet.",
            [.. groups.Select(rows => new Chart(
                rows[0].Plan[0].SettingText,
                new Axis("phases learned", 0.8, Datasets.Count + 0.2) { IsWhole = true },
                phi,
                [.. rows.SelectMany(Marks)]))],
            3)
        {
            Legend = [.. Datasets.Select((d, i) => new LegendEntry(d, Tone.Series(i), LegendShape.Line))],
        };
    }

    private IEnumerable<Mark> Marks(ContinualRow row)
    {
        Point[] points = [.. Enumerable.Range(0, Datasets.Count).Select(p => new Point(p + 1, row.After(p)!.Value.Mean))];
        yield return new Line(Tone.Series(row.Phase), points) { HasSign = true };
        yield return new Marker(
            Tone.Series(row.Phase),
            points[row.Phase],
            FormattableString.Invariant($"{Datasets[row.Phase]}: φ {points[row.Phase].Y:F4} after its own phase"));
    }

    private IEnumerable<ContinualRow> RowsOf(Outcomes<GrownTrial, ContinualResult> outcomes) => Rows().SelectMany(plan =>
    {
        ContinualResult[] results = [.. outcomes.ResultsOf(plan)];
        return Enumerable.Range(0, Datasets.Count).Select(phase => new ContinualRow(plan, results, phase, Datasets[phase]));
    });
}

/// <summary>The seeds of a phase.</summary>
/// <param name="Plan">Their trials.</param>
/// <param name="Results">The results of completed trials, in the order of the plan.</param>
/// <param name="Phase">The phase, from 0.</param>
/// <param name="Dataset">Its label.</param>
internal sealed record ContinualRow(
    IReadOnlyList<GrownTrial> Plan, IReadOnlyList<ContinualResult> Results, int Phase, string Dataset)
{
    /// <summary>The first network of the first trial.</summary>
    public NetworkTrial First => Plan[0].First;

    /// <summary>φ̄ of the phase after another one, or <see langword="null"/> where no trial completed.</summary>
    public SeedStatistic? After(int phase) => Over(r => r.Phi[Phase][phase].MeanPhi);

    /// <summary>A measure over its seeds, or <see langword="null"/> where no trial completed or one has none.</summary>
    public SeedStatistic? Over(Func<ContinualPayload, double?> measure)
    {
        double[] values = [.. Results.Select(r => measure(r.Payload)).OfType<double>()];
        return values.Length == 0 || values.Length < Results.Count ? null : SeedStatistic.Of(values);
    }

    /// <summary>The sizes of its mode: those of every seed, or of the seeds in their order where they differ.</summary>
    public string KernelSizeText => string.Join(
        ", ", Results.Select(r => string.Join('+', r.Payload.Phases[Phase].KernelSizes)).Where(t => t.Length > 0).Distinct());
}
