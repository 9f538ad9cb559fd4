using Sans.Autoencoders.Studies;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Applications;
using Sans.Networks.Growth;
using Sans.Networks.Studies;
using Sans.Routing.Rate;
using Sans.Routing.Studies;
using Sans.Runs;

namespace Sans.Runner;

/// <summary>Makes the study of each kind of experiment.</summary>
internal static class Studies
{
    /// <summary>Makes the study of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="jobs">Number of trials at the same time.</param>
    /// <exception cref="UserErrorException">The engine cannot train experiments of this kind.</exception>
    /// <exception cref="EngineUnavailableException">The engine does not run here.</exception>
    public static IStudy Of(ExperimentConfig experiment, EngineChoice engine, IActivationRegistry activations, int jobs) =>
        experiment switch
        {
            SanExperiment { Classifier: not null } san =>
                new ClassificationStudy(san, engine.Create(activations, jobs), activations, engine.Device),
            SanExperiment { Application: GrowConfig or ContinualConfig } san =>
                GrownStudies.Of(san, new CpuEngine(activations, OnTheProcessor(experiment, engine, jobs)), activations),
            SanExperiment { Application: not null } san =>
                new AppliedStudy(san, engine.Create(activations, jobs), activations, engine.Device),
            SanExperiment san => new SanStudy(san, engine.Create(activations, jobs), activations, engine.Device),
            AutoencoderExperiment autoencoders => new AutoencoderStudy(autoencoders, OnTheProcessor(experiment, engine, jobs)),
            RoutedApproximation approximation => RoutedStudy.Of(approximation, OnTheProcessor(experiment, engine, jobs)),
            RoutedExperts experts => RoutedStudy.Of(experts, OnTheProcessor(experiment, engine, jobs)),
            RoutedRate rate => new RateStudy(rate, OnTheProcessor(experiment, engine, jobs)),
            _ => throw new ArgumentException($"nothing runs experiments of kind '{experiment.Kind}'", nameof(experiment)),
        };

    /// <summary>Opens a run on disk for reading.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="finder">Reads its experiment.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <exception cref="UserErrorException">The run does not exist or cannot be read.</exception>
    /// <exception cref="DiagnosticsException">Its experiment has mistakes.</exception>
    public static StoredRun Stored(string path, ExperimentFinder finder, IActivationRegistry activations) =>

        // Nothing is trained, so the program need not have the engine of the run.
        StoredRun.Open(path, file => Of(finder.OfRun(file), Engines.Embedded, activations, 1));

    /// <summary>The number of jobs, where the engine can train the kind.</summary>
    private static int OnTheProcessor(ExperimentConfig experiment, EngineChoice engine, int jobs) =>
        engine.Name == CpuEngine.EngineName && engine.Device is (null or CpuEngine.EngineName)
        ? jobs
        : throw new UserErrorException(
            $"experiments of kind '{experiment.Kind}' are trained by the engine '{CpuEngine.EngineName}' on the "
                + $"processor, not by '{engine.Name}'{(engine.Device is { } device ? $" on {device}" : "")}");
}
