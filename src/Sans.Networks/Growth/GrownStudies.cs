using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Runs;

namespace Sans.Networks.Growth;

/// <summary>The studies of networks that grow.</summary>
public static class GrownStudies
{
    /// <summary>The study of <c>kind: growth</c> or <c>kind: continual</c>.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="engine">The embedded engine. Others have no kernels to start from.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <exception cref="ArgumentException">The experiment is of another kind.</exception>
    public static IStudy Of(SanExperiment experiment, INetworkEngine engine, IActivationRegistry activations) =>
        experiment.Application switch
        {
            GrowConfig => new GrowthStudy(experiment, engine, activations),
            ContinualConfig => new ContinualStudy(experiment, engine, activations),
            _ => throw new ArgumentException($"networks of kind '{experiment.Kind}' do not grow", nameof(experiment)),
        };
}
