using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Runner.Running;

/// <summary>An estimate of what a trial costs on a processor; it decides who trains what, never what comes out.</summary>
internal static class TrialCost
{
    // What an example costs per sample and kernel besides its products with the kernel: selection, errors, gradients of the support.
    private const int FixedProducts = 40;

    /// <summary>The estimate for the trials of an experiment: multiplications per epoch, roughly.</summary>
    public static Func<Trial, long> Of(ExperimentConfig experiment)
    {
        long samples = (long)experiment.Window.Length * (experiment.Split.Train + experiment.Split.Validation);
        return trial => checked(samples * trial.Training.Epochs * trial.KernelCount * (FixedProducts + trial.KernelSize));
    }
}
