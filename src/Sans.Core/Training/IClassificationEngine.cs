using Sans.Configuration;

namespace Sans.Core.Training;

/// <summary>Trains sparsely activated networks and classifiers of their reconstructions, as <see cref="IEngine"/> trains networks alone.</summary>
public interface IClassificationEngine
{
    /// <inheritdoc cref="IEngine.Name"/>
    string Name { get; }

    /// <inheritdoc cref="IEngine.Details"/>
    string? Details => null;

    /// <summary>
    /// Trains every trial, unless the sink wants no more, as <see cref="IEngine.Run"/> does: a network, which is frozen, and a classifier of its reconstructions of all examples, made
    /// once; for a baseline, a classifier of the examples themselves.
    /// </summary>
    /// <param name="trials">The trials.</param>
    /// <param name="classifier">The classifier of them all.</param>
    /// <param name="protocol">Which epoch of a classifier is tested.</param>
    /// <param name="data">The datasets that the trials name; they have labels.</param>
    /// <param name="sink">Receives what happens; called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon; running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    void Run(IReadOnlyList<ClassificationTrial> trials, ClassifierConfig classifier, Protocol protocol, TrialData data, ITrialSink sink, CancellationToken cancellationToken);
}
