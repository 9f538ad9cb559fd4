using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Reports.Charts;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Networks.Growth;

/// <summary>The study of networks that grow on a dataset.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="engine">The engine.</param>
/// <param name="activations">The activations that it can name.</param>
internal sealed class GrowthStudy(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations)
    : GrownStudy<GrowthResult>(experiment, engine, activations)
{
    /// <inheritdoc/>
    public override JournalFormat<GrownTrial, GrowthResult> Journal { get; } =
        new PayloadJournal<GrownTrial, GrowthResult, GrowthPayload>(
            GrowthPayload.Of, (trial, payload, duration) => payload.ToResult(trial, duration));

    /// <inheritdoc/>
    public override string LeastSoFar => "least φ on validation";

    /// <inheritdoc/>
    public override double? ComparedOf(GrowthResult result) => result.Network.Validation.MeanPhi;

    /// <inheritdoc/>
    public override Study<GrownTrial, GrowthResult> Without(IReadOnlyCollection<string> datasets) =>
        new GrowthStudy(Experiment.Without(datasets), Trainer, Activations);

    /// <inheritdoc/>
    public override Table Table(TableContext context, Outcomes<GrownTrial, GrowthResult> outcomes) =>
        GrowthTable.Of(Experiment, HeadOf(context), context, outcomes, [.. Rows().Select(plan => GrowthRow.Of(plan, outcomes))
            .Where(r => PlannedRow.IsShown(r.Plan, r.Results.Count, outcomes.Failures))]);

    /// <inheritdoc/>
    public override Table Trials(Outcomes<GrownTrial, GrowthResult> outcomes) => GrowthTable.Trials(outcomes);

    /// <inheritdoc/>
    protected override GrowthResult Run(
        GrownTrial trial, ApplicationConfig config, Trainings trainings, NetworkData data, Func<TimeSpan> elapsed)
    {
        (IReadOnlyList<GrowthStage> stages, NetworkResult network) =
            new GrowthCourse(trainings, Activations).Run(trial, (GrowConfig)config, data[trial.Dataset]);
        return new GrowthResult(trial, stages, network, elapsed());
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<NetworkResult> NetworksOf(GrowthResult result) => [result.Network];

    /// <inheritdoc/>
    protected override Figure FigureOf(Outcomes<GrownTrial, GrowthResult> outcomes)
    {
        GrowthRow[] rows = [.. Rows().Select(plan => GrowthRow.Of(plan, outcomes)).Where(r => r.Results.Count > 0)];
        int most = rows.SelectMany(r => r.Results).Max(r => r.Stages.Count);
        return new Figure(
            "growth",
            "φ by number of kernels",
            "Mean φ on the test examples of each number of kernels that was tried, a line for each seed. A ring is the number that "
                + "was kept, because φ on validation fell no further.",
            [.. rows.Select(row => new Chart(
                row.Name,
                new Axis("kernels", 0.8, most + 0.2) { IsWhole = true },
                Axis.Around("test mean φ", row.Results.SelectMany(r => r.Stages).Select(s => s.Test.MeanPhi)),
                [.. row.Results.SelectMany((r, i) => Marks(r, Tone.Series(i)))]))],
            3);
    }

    private static IEnumerable<Mark> Marks(GrowthResult result, Tone tone)
    {
        Point[] points = [.. result.Stages.Select((s, i) => new Point(i + 1, s.Test.MeanPhi))];
        yield return new Line(tone, points);
        yield return new Dots(tone, points, 5);
        Point kept = points[result.Network.Kernels.Count - 1];
        yield return new Ring(
            tone,
            kept,
            FormattableString.Invariant($"seed {result.Trial.First.Seed}: {result.Network.Kernels.Count} kernels of ")
                + FormattableString.Invariant($"{result.Network.Trial.KernelSizeText}, φ {kept.Y:F4}"));
    }
}

/// <summary>The seeds of one growth.</summary>
/// <param name="Plan">Its trials.</param>
/// <param name="Results">The results of completed trials, in the order of the plan.</param>
internal sealed record GrowthRow(IReadOnlyList<GrownTrial> Plan, IReadOnlyList<GrowthResult> Results)
{
    /// <summary>The first network of the first trial.</summary>
    public NetworkTrial First => Plan[0].First;

    /// <summary>Dataset, variant, settings and activation.</summary>
    public string Name => $"{First.Dataset} {Plan[0].SettingText}";

    /// <summary>The row of some trials.</summary>
    public static GrowthRow Of(IReadOnlyList<GrownTrial> plan, Outcomes<GrownTrial, GrowthResult> outcomes) =>
        new(plan, [.. outcomes.ResultsOf(plan)]);

    /// <summary>A measure over its seeds, or <see langword="null"/> where no trial completed.</summary>
    public SeedStatistic? Over(Func<GrowthResult, double> measure) =>
        Results.Count == 0 ? null : SeedStatistic.Of([.. Results.Select(measure)]);
}
