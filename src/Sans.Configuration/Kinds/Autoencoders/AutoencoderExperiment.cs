namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>
/// An experiment of <c>kind: sparsity_penalty</c>: autoencoders whose codes are made sparse by units, penalties and selectors
/// (docs/method/sparsity-penalties.md).
/// </summary>
/// <param name="Name">Its name: <c>sans run NAME</c>.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Datasets">The datasets to train on, in order. Their labels differ.</param>
/// <param name="Model">The network.</param>
/// <param name="Methods">The methods for a sparse code, in order. No two are equal.</param>
/// <param name="Training">The settings of the training.</param>
/// <param name="Measures">The settings for measures of codes.</param>
/// <param name="Seeds">The seeds, each at least 0.</param>
public sealed record AutoencoderExperiment(
    string Name,
    string Title,
    ValueList<DatasetConfig> Datasets,
    AutoencoderConfig Model,
    ValueList<AutoencoderMethod> Methods,
    TrainingConfig Training,
    CodeMeasureConfig Measures,
    Sweep<int> Seeds) : ExperimentConfig(Name, Title, Seeds)
{
    /// <inheritdoc/>
    public override string Kind => AutoencoderKind.Name;

    /// <summary>
    /// The datasets with one value for each parameter. A swept parameter gives several datasets, with its values in their
    /// labels.
    /// </summary>
    public IEnumerable<DatasetConfig> ExpandDatasets() =>
        from dataset in Datasets
        from point in Grid.Points(dataset.Parameters)
        let swept = Grid.Swept(dataset.Parameters, point)
        let label = $"{dataset.Label}({Grid.Text(swept)})"
        select swept.Count == 0 ? dataset : dataset with { Label = label, Parameters = point, Swept = swept };

    /// <summary>The experiment without the datasets of the given labels. Its variants lose them, too.</summary>
    /// <param name="labels">Labels of <see cref="ExpandDatasets"/>.</param>
    public AutoencoderExperiment Without(IReadOnlyCollection<string> labels) => this with
    {
        Datasets = new(ExpandDatasets().Where(d => !labels.Contains(d.Label))),
        Variants = new(Variants.Select(v => v with { Experiment = ((AutoencoderExperiment)v.Experiment).Without(labels) })),
    };

    /// <summary>The methods with one value for each parameter. A swept parameter gives several methods.</summary>
    public IEnumerable<AutoencoderMethod> ExpandMethods() => Methods.SelectMany(m => m.Expand());
}
