using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Runner.Running;

/// <summary>An estimate of what a trial costs on a processor; it decides who trains what, never what comes out.</summary>
internal static class TrialCost
{
    // Besides its products with the kernel, a sample costs as much as this many of them (measured on quickstart: kernels of 50 take half as long again as
    // kernels of 5). Activations differ by a factor of two, which a share of many trials evens out.
    private const int FixedProducts = 90;

    /// <summary>The estimate for the trials of an experiment: multiplications per epoch, roughly.</summary>
    public static Func<Trial, long> Of(SanExperiment experiment)
    {
        var samples = experiment.ExpandDatasets().ToDictionary(d => d.Label, d => Samples(experiment.For(d)), StringComparer.Ordinal);
        return trial => checked(samples[trial.Dataset] * trial.Training.Epochs * trial.KernelCount * (FixedProducts + trial.KernelSize));
    }

    private static long Samples(SanExperiment experiment) => (long)experiment.Window.Length.Value * (experiment.Split.Train.Value + experiment.Split.Validation.Value);
}
