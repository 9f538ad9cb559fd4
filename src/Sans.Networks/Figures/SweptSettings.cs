using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>
/// The settings that differ between trainings of a run beside dataset, activation, kernel size and seed. No figure averages
/// over them.
/// </summary>
internal sealed class SweptSettings
{
    private const string KernelCount = "kernel_count";

    private readonly Dictionary<string, ValueList<Parameter>> _data;
    private readonly bool _hasKernelCounts;

    /// <summary>The swept settings of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="plan">Its trials.</param>
    public SweptSettings(SanExperiment experiment, IReadOnlyList<NetworkTrial> plan)
    {
        _data = experiment.ExpandDatasets().ToDictionary(d => d.Label, d => d.Swept, StringComparer.Ordinal);
        NetworkTrial[][] variants = [.. plan.GroupBy(t => new ValueList<Parameter>(t.Settings.OfVariant())).Select(v => v.ToArray())];

        // What differs between variants only is told by their names.
        _hasKernelCounts = variants.Any(v => v.Select(t => t.KernelCount).Distinct().Skip(1).Any());
        HasActivationsOfVariants = variants.All(v => v.Select(t => t.ActivationLabel).Distinct().Count() == 1)
            && plan.Select(t => t.ActivationLabel).Distinct().Skip(1).Any();
        Names =
        [
            .. plan.SelectMany(t => Of(t)).Select(s => s.Name).Distinct(),
            .. experiment.ExpandVariants()
                .SelectMany(v => v.Experiment.Activations)
                .SelectMany(a => a.Parameters)
                .Where(p => p.Values.Count > 1)
                .Select(p => p.Name)
                .Distinct(),
        ];
    }

    /// <summary>The names of the settings. The swept parameters of activations come last.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Whether each variant has an activation of its own. The name of the variant then identifies the activation.
    /// </summary>
    public bool HasActivationsOfVariants { get; }

    /// <summary>Whether trainings differ in the settings, apart from parameters of activations.</summary>
    public bool MakePanels(IEnumerable<NetworkTrial> trials) => trials.Select(Describe).Distinct().Skip(1).Any();

    /// <summary>The values of a training. Those of its dataset come first.</summary>
    public ValueList<Parameter> Of(NetworkTrial trial) =>
        OfData(trial) is { Count: > 0 } data ? new([.. data, .. OfNetwork(trial)]) : OfNetwork(trial);

    /// <summary>
    /// All values of a training, such as <c>learning rate 0.01, 2 kernels</c>, or empty where none is swept.
    /// </summary>
    public string Describe(NetworkTrial trial) => Text(Of(trial));

    /// <summary>The swept values of its dataset alone.</summary>
    public string DescribeData(NetworkTrial trial) => Text(OfData(trial));

    /// <summary>
    /// The label of a training's dataset, followed by the swept values of its network. The label already has the swept values
    /// of data.
    /// </summary>
    public string TitleOf(NetworkTrial trial) =>
        Text(OfNetwork(trial)) is { Length: > 0 } values ? $"{trial.Dataset}: {values}" : trial.Dataset;

    /// <summary>
    /// A sentence about the datasets and swept values without a panel, because no training of theirs completed. It begins with a
    /// space, and is empty where each has one.
    /// </summary>
    public string WithoutResults(Outcomes<NetworkTrial, NetworkResult> outcomes)
    {
        if (outcomes.Failures.Count == 0)
        {
            return "";
        }

        string[] without =
        [
            .. from trials in outcomes.Plan.GroupBy(TitleOf)
               where !trials.Any(t => outcomes.Results.ContainsKey(t.Key)) && trials.Any(t => outcomes.Failures.ContainsKey(t.Key))
               select trials.Key,
        ];
        return without.Length == 0 ? "" : $" No training completed for {string.Join(" and ", without)}.";
    }

    private ValueList<Parameter> OfData(NetworkTrial trial) => _data.GetValueOrDefault(trial.Dataset);

    private ValueList<Parameter> OfNetwork(NetworkTrial trial) => _hasKernelCounts
        ? new([.. trial.Settings, new Parameter(KernelCount, (long)trial.KernelCount)])
        : trial.Settings;

    private static string Text(ValueList<Parameter> settings) =>
        settings.Count == 0 ? "" : string.Join(", ", settings.Select(s => SettingWords.Of(s.Name, s.Text)));
}
