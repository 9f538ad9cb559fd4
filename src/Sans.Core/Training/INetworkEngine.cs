using Sans.Configuration.Kinds.Networks;

namespace Sans.Core.Training;

/// <summary>
/// Trains sparsely activated networks, and classifiers of what they make. An engine takes many trials at once and groups them as
/// suits it: one per core, or many in one tensor. How trainings run
/// is the same for all engines (<see cref="TrainingCourse{TMeasure}"/>).
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
    /// <param name="sink">Receives what happens; called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon; running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    void Run(
        IReadOnlyList<NetworkTrial> trials,
        NetworkData data,
        ITrialSink<NetworkTrial, NetworkResult> sink,
        CancellationToken cancellationToken);

    /// <summary>
    /// Trains every network, freezes it, and trains a classifier of its reconstructions of all examples, made once; for a
    /// baseline, a classifier of the examples themselves. Reports as
    /// <see cref="Run(IReadOnlyList{NetworkTrial}, NetworkData, ITrialSink{NetworkTrial, NetworkResult}, CancellationToken)"/> does.
    /// </summary>
    /// <param name="trials">The trials.</param>
    /// <param name="classifier">The classifier of them all.</param>
    /// <param name="protocol">Which epoch of a classifier is tested.</param>
    /// <param name="data">The datasets that the trials name; they have labels.</param>
    /// <param name="sink">Receives what happens; called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon; running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    void Run(
        IReadOnlyList<ClassificationTrial> trials,
        ClassifierConfig classifier,
        Protocol protocol,
        NetworkData data,
        ITrialSink<ClassificationTrial, ClassificationResult> sink,
        CancellationToken cancellationToken);
}
