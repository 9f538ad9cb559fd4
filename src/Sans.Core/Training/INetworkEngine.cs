using Sans.Configuration.Kinds.Networks;

namespace Sans.Core.Training;

/// <summary>
/// Trains sparsely activated networks, and classifiers of their reconstructions. An engine takes many trials at once and groups
/// them: one per core, or many in one tensor. <see cref="TrainingCourse{TMeasure}"/> is the course of trainings for all
/// engines.
/// </summary>
public interface INetworkEngine
{
    /// <summary>Its name on the command line and in the run folder.</summary>
    string Name { get; }

    /// <summary>
    /// Further details of the engine for the record of a run, such as versions, device and precision. <see langword="null"/> if
    /// the name is enough.
    /// </summary>
    string? Details => null;

    /// <summary>
    /// Trains every network until the sink stops it. Results go to the sink one by one, in any order and from any thread. A
    /// failing trial is reported and does not stop the others.
    /// </summary>
    /// <param name="trials">The trials.</param>
    /// <param name="data">The datasets that the trials name.</param>
    /// <param name="sink">Receives what happens. Called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon. Running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    void Run(
        IReadOnlyList<NetworkTrial> trials,
        NetworkData data,
        ITrialSink<NetworkTrial, NetworkResult> sink,
        CancellationToken cancellationToken);

    /// <summary>
    /// Trains and freezes every network, then trains a classifier of its reconstructions, which are made once. A baseline
    /// trains a classifier of the examples themselves. Reports are those of
    /// <see cref="Run(IReadOnlyList{NetworkTrial}, NetworkData, ITrialSink{NetworkTrial, NetworkResult}, CancellationToken)"/>.
    /// </summary>
    /// <param name="trials">The trials.</param>
    /// <param name="classifier">The classifier of all trials.</param>
    /// <param name="protocol">The protocol, which decides the tested epoch of a classifier.</param>
    /// <param name="data">The datasets that the trials name. They have labels.</param>
    /// <param name="sink">Receives what happens. Called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon. Running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    void Run(
        IReadOnlyList<ClassificationTrial> trials,
        ClassifierConfig classifier,
        Protocol protocol,
        NetworkData data,
        ITrialSink<ClassificationTrial, ClassificationResult> sink,
        CancellationToken cancellationToken);
}
