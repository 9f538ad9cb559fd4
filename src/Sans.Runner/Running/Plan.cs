using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Runner.Running;

/// <summary>Expands an experiment into its trials.</summary>
internal static class Plan
{
    /// <summary>Every trial: dataset by dataset, activation by activation, kernel sizes and seeds as listed.</summary>
    public static IReadOnlyList<Trial> Of(ExperimentConfig experiment)
    {
        string[] labels = Labels(experiment.Activations);
        return
        [
            .. from dataset in experiment.Datasets
               from activation in experiment.Activations.Zip(labels)
               from kernelSize in experiment.Model.KernelSizes.Values
               from seed in experiment.Seeds.Values
               select new Trial(
                   dataset.Label,
                   activation.First,
                   activation.Second,
                   experiment.Model.KernelCount,
                   kernelSize,
                   seed,
                   experiment.Training,
                   experiment.Protocol),
        ];
    }

    /// <summary>The trials by <see cref="Trial.Key"/>.</summary>
    public static IReadOnlyDictionary<string, Trial> ByKey(IReadOnlyList<Trial> plan) => plan.ToDictionary(t => t.Key, StringComparer.Ordinal);

    /// <summary>The size of a plan in words: <c>1 trial</c>, <c>100 trials</c>.</summary>
    public static string Count(IReadOnlyList<Trial> plan) => FormattableString.Invariant($"{plan.Count} {(plan.Count == 1 ? "trial" : "trials")}");

    /// <summary>The name alone where it is listed once, else with its parameters.</summary>
    private static string[] Labels(ValueList<ActivationConfig> activations) =>
        [.. activations.Select(a => activations.Count(other => other.Name == a.Name) == 1 ? a.Name : a.ToString())];
}
