using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;

namespace Sans.Networks.Studies;

/// <summary>Expands an experiment into its trials.</summary>
public static class NetworkPlan
{
    /// <summary>
    /// Every trial, in the order of the lists: by dataset, variant, activation, number of kernels, protocol, reading, swept
    /// training setting, kernel size and seed.
    /// </summary>
    public static IReadOnlyList<NetworkTrial> Of(SanExperiment experiment) => VariantPlan.Of<SanExperiment, NetworkTrial>(experiment, Of);

    private static List<NetworkTrial> Of(SanExperiment experiment, ValueList<Parameter> variant)
    {
        ActivationConfig[] activations = [.. experiment.ExpandActivations()];
        string[] labels = Labels(activations);
        return
        [
            .. from dataset in experiment.ExpandDatasets()
               let own = experiment.For(dataset)
               from activation in activations.Zip(labels)
               from kernelCount in own.Model.KernelCount.Values
               from protocol in own.Protocol.Values
               from readings in (own.Model.Readings ?? ReadingsConfig.None).Expand()
               from point in own.Training.Expand()
               from kernelSize in own.Model.KernelSizes.Values
               from seed in experiment.Seeds.Values
               select new NetworkTrial(
                   dataset.Label,
                   activation.First,
                   activation.Second,
                   kernelCount,
                   kernelSize,
                   seed,
                   point.Value,
                   protocol,
                   new([.. variant, .. ProtocolSetting(own.Protocol, protocol), .. readings.Settings, .. point.Settings]),
                   own.Model.MixedKernelSizes,
                   readings.Value == ReadingsConfig.None ? null : readings.Value)
               {
                   // A single number is the whole network.
                   Nested = own.Model.Nested.Count > 1 ? own.Model.Nested : default,

                   // A single scale is the kernel itself.
                   Scales = own.Model.Scales.Count > 1 ? own.Model.Scales : default,
               },
        ];

        static IEnumerable<Parameter> ProtocolSetting(Sweep<Protocol> all, Protocol one) =>
            all.IsSwept ? [new("protocol", one.Word())] : [];
    }

    /// <summary>
    /// Every trial of an experiment with classifiers. Each dataset has its baselines, seed by seed, then its networks.
    /// </summary>
    public static IReadOnlyList<ClassificationTrial> WithClassifiers(SanExperiment experiment)
    {
        ILookup<string, NetworkTrial> networks = Of(experiment).ToLookup(t => t.Dataset, StringComparer.Ordinal);
        return
        [
            .. from dataset in experiment.ExpandDatasets()
               from trial in experiment.Seeds.Values.Select(seed => new ClassificationTrial(dataset.Label, seed, null))
                   .Concat(networks[dataset.Label].Select(t => new ClassificationTrial(t.Dataset, t.Seed, t)))
               select trial,
        ];
    }

    /// <summary>The labels: the name where it is listed once, else the name with parameters.</summary>
    private static string[] Labels(ActivationConfig[] activations)
    {
        var counts = activations.CountBy(a => a.Name).ToDictionary(StringComparer.Ordinal);
        return [.. activations.Select(a => counts[a.Name] == 1 ? a.Name : a.ToString())];
    }
}
