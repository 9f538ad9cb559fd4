using System.Runtime.CompilerServices;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>
/// An experiment of <c>kind: reconstruction</c>: sparsely activated networks that reconstruct their input, measured by
/// φ. With a classifier of the reconstructions, its kind is <c>classification</c>. With an application, its kind is
/// that of the application.
/// </summary>
/// <param name="Name">Its name: <c>sans run NAME</c>.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Protocol">
/// The protocol, which decides the tested weights and the data for choosing the kernel size (docs/method/san-paper.md, section
/// 4).
/// </param>
/// <param name="Datasets">The datasets to train on, in order. Their labels differ.</param>
/// <param name="Window">The cutting of a signal into examples. Published examples have no windows.</param>
/// <param name="Split">The split of examples into train, validation and test.</param>
/// <param name="Normalization">The normalisation of each example.</param>
/// <param name="OnInvalid">The treatment of unusable samples and windows of a signal.</param>
/// <param name="Model">The network.</param>
/// <param name="Activations">The activations, in order. No two are equal.</param>
/// <param name="Training">The settings of the training.</param>
/// <param name="Selection">The settings that are chosen by the least mean φ.</param>
/// <param name="Seeds">The seeds, each at least 0.</param>
/// <param name="Classifier">The classifier on the reconstructions, or <see langword="null"/> for none.</param>
public sealed record SanExperiment(
    string Name,
    string Title,
    Sweep<Protocol> Protocol,
    ValueList<DatasetConfig> Datasets,
    WindowConfig Window,
    SplitConfig Split,
    Sweep<Normalization> Normalization,
    Sweep<InvalidData> OnInvalid,
    ModelConfig Model,
    ValueList<ActivationConfig> Activations,
    TrainingConfig Training,
    SelectionConfig Selection,
    Sweep<int> Seeds,
    ClassifierConfig? Classifier = null) : ExperimentConfig(Name, Title, Seeds)
{
    // Plan, data and tables all need the same datasets.
    private static readonly ConditionalWeakTable<SanExperiment, IReadOnlyList<DatasetConfig>> Expanded = new();

    /// <summary>The measures beside φ, by the names of <see cref="NetworkMeasures"/>.</summary>
    public ValueList<string> Measures { get; init; }

    /// <summary>The application of trained networks, or <see langword="null"/> for none.</summary>
    public ApplicationConfig? Application { get; init; }

    /// <inheritdoc/>
    public override string Kind => Application?.Kind ?? (Classifier is null ? SanSchema.Reconstruction : SanSchema.Classification);

    /// <summary>
    /// The datasets with one value for each parameter and for each setting that makes examples. A swept setting gives several
    /// datasets, with its values in their labels.
    /// </summary>
    public IReadOnlyList<DatasetConfig> ExpandDatasets() => Expanded.GetValue(this, experiment => experiment.Points().ToArray());

    private IEnumerable<DatasetConfig> Points() =>
        from dataset in Datasets
        from parameters in Grid.Points(dataset.Parameters)
        from data in For(dataset).ExpandData()
        let swept = Grid.Swept(dataset.Parameters, parameters).Concat(data.Settings).ToList()
        select swept.Count == 0 ? dataset : dataset with
        {
            Label = $"{dataset.Label}({Grid.Text(swept)})",
            Parameters = parameters,
            Swept = new(swept),
            Overrides = data.Settings.Count == 0 ? dataset.Overrides : new DatasetOverrides(
                data.Value.Window,
                data.Value.Split,
                data.Value.Normalization,
                data.Value.OnInvalid,
                dataset.Overrides?.Model,
                dataset.Overrides?.Training),
        };

    /// <summary>The experiment with one value for each setting that makes examples, and the settings that differ.</summary>
    internal IEnumerable<SweepPoint<SanExperiment>> ExpandData() => DataKeys.Expand(this);

    /// <summary>The number of points of <see cref="ExpandData"/>.</summary>
    internal double DataCount => DataKeys.Count(this);

    private static Keys<SanExperiment> DataKeys => field ??= new(null!, SettingKeys.OfData);

    /// <summary>The experiment without the datasets of the given labels. Its variants lose them, too.</summary>
    /// <param name="labels">Labels of <see cref="ExpandDatasets"/>.</param>
    public SanExperiment Without(IReadOnlyCollection<string> labels) => this with
    {
        Datasets = new(ExpandDatasets().Where(d => !labels.Contains(d.Label))),
        Variants = new(Variants.Select(v => v with { Experiment = ((SanExperiment)v.Experiment).Without(labels) })),
    };

    /// <summary>
    /// The experiment with the channels of its files, where a dataset has <c>channel: all</c>. Its variants get them, too.
    /// </summary>
    /// <param name="channelsOf">
    /// The channels of such a dataset, by name or number, or <see langword="null"/> where its files do not exist.
    /// </param>
    public SanExperiment WithChannels(Func<DatasetConfig, IReadOnlyList<object>?> channelsOf) => this with
    {
        Datasets = new(Datasets.Select(d => RecordingSchemas.HasAllChannels(d) && channelsOf(d) is { } channels
            ? d with { Parameters = new(d.Parameters.Select(p => WithChannels(p, RecordingSchemas.ChannelKeyOf(d.Name), channels))) }
            : d)),
        Variants = new(Variants.Select(v => v with { Experiment = ((SanExperiment)v.Experiment).WithChannels(channelsOf) })),
    };

    private static Parameter WithChannels(Parameter parameter, string key, IReadOnlyList<object> channels) =>
        parameter.Name != key ? parameter
        : new Parameter(key, channels.Count == 1 ? channels[0] : new Sweep<object>(new ValueList<object>(channels)));

    /// <summary>The training settings of each variant on a dataset. Without variants, it is that of the experiment.</summary>
    /// <param name="label">A label of <see cref="ExpandDatasets"/>.</param>
    public IEnumerable<TrainingConfig> TrainingsOn(string label) =>
        this.ExpandVariants().SelectMany(v => v.Experiment.ExpandDatasets()
            .Where(d => d.Label == label)
            .Select(d => v.Experiment.For(d).Training));

    /// <summary>Whether another experiment trains on the same examples under the same labels.</summary>
    internal bool HasDataOf(SanExperiment other) => Data().SequenceEqual(other.Data());

    private IEnumerable<object> Data() => ExpandDatasets().Select(d => For(d) is var own
        ? (object)(d with { Overrides = null }, own.Window, own.Split, own.Normalization, own.OnInvalid)
        : d);

    /// <summary>The activations with one value for each parameter. A swept parameter gives several activations.</summary>
    public IEnumerable<ActivationConfig> ExpandActivations() => Activations.SelectMany(a => a.Expand());

    /// <summary>The experiment on one of its datasets, with the dataset's own window, split, normalisation, model and training.</summary>
    public SanExperiment For(DatasetConfig dataset) => dataset.Overrides is not { } own
        ? this
        : this with
        {
            Window = own.Window ?? Window,
            Split = own.Split ?? Split,
            Normalization = own.Normalization ?? Normalization,
            OnInvalid = own.OnInvalid ?? OnInvalid,
            Model = own.Model ?? Model,
            Training = own.Training ?? Training,
        };
}

/// <summary>The two readings of the paper (docs/method/san-paper.md, section 4).</summary>
public enum Protocol
{
    /// <summary>The weights of the epoch with the least validation mean φ. Validation chooses the kernel size.</summary>
    Honest,

    /// <summary>The weights of the last epoch. The test set chooses the kernel size, as in the printed tables.</summary>
    AsPublished,
}

/// <summary>The names of protocols.</summary>
public static class ProtocolNames
{
    /// <summary>The word of a protocol in YAML and tables.</summary>
    public static string Word(this Protocol protocol) => SanKeys.Protocols.Of(protocol);
}

/// <summary>The network. Each combination of size and count gives one trial.</summary>
/// <param name="KernelCount">Number of kernels q.</param>
/// <param name="KernelSizes">
/// Samples m of each kernel, or of its side for images. Where sizes differ, it is the largest.
/// </param>
/// <param name="MixedKernelSizes">The size of each kernel where they differ, or empty where they are equal.</param>
/// <param name="Readings">Literal readings of the paper, or <see langword="null"/> for none.</param>
public sealed record ModelConfig(
    Sweep<int> KernelCount, Sweep<int> KernelSizes, ValueList<int> MixedKernelSizes = default, ReadingsConfig? Readings = null)
{
    /// <summary>
    /// The numbers of first kernels that each reconstruct the input, ascending, the last of them q. It is empty where kernels are
    /// not nested.
    /// </summary>
    public ValueList<int> Nested { get; init; }

    /// <summary>The scales of the copies of each kernel, ascending, with 1 among them, or empty for kernels as they are.</summary>
    public ValueList<double> Scales { get; init; }
}

/// <summary>
/// The settings that are chosen by the least mean φ over the seeds. In a tie, the smallest kernel size is chosen, else the first
/// in the plan.
/// </summary>
/// <param name="Names">
/// The names of what is chosen, in the order of the schema: <see cref="KernelSize"/>, <see cref="Kernels"/>,
/// <see cref="Activation"/>, <see cref="ExperimentVariants.Setting"/>, a swept setting, or a parameter of activations. It is
/// empty where every row is listed.
/// </param>
public sealed record SelectionConfig(ValueList<string> Names)
{
    /// <summary>The name of kernel sizes.</summary>
    public const string KernelSize = "kernel_size";

    /// <summary>The name of the setting for the number of kernels.</summary>
    public const string Kernels = "kernels";

    /// <summary>The name of the setting for the activation.</summary>
    public const string Activation = "activation";

    /// <summary>Whether a value of this name is chosen.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => Names.Contains(name);
}
