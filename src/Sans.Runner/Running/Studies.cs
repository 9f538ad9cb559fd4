using Sans.Configuration;
using Sans.Core.Activations;

namespace Sans.Runner.Running;

/// <summary>What runs each kind of experiment.</summary>
internal static class Studies
{
    /// <summary>The study of an experiment.</summary>
    /// <param name="experiment">What is run.</param>
    /// <param name="engine">What trains.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="jobs">Trials at the same time.</param>
    /// <exception cref="UserErrorException">This build has no such engine, or it cannot train experiments of this kind.</exception>
    public static Study Of(ExperimentConfig experiment, EngineChoice engine, IActivationRegistry activations, int jobs) => experiment switch
    {
        SanExperiment { Classifier: not null } san => new ClassificationStudy(san, Engines.CreateForClassifiers(engine, activations, jobs)),
        SanExperiment san => new SanStudy(san, Engines.Create(engine, activations, jobs), engine.Device),
        _ => throw new ArgumentException($"nothing runs experiments of kind '{experiment.Kind}'", nameof(experiment)),
    };
}
