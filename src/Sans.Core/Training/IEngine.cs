namespace Sans.Core.Training;

/// <summary>Trains sparsely activated networks. An engine takes many trials at once and groups them as suits it: one per core, or many in one tensor.</summary>
public interface IEngine
{
    /// <summary>Its name on the command line and in the run folder.</summary>
    string Name { get; }

    /// <summary>What results may depend on beside the name, for the record of a run: versions, device, precision; <see langword="null"/> where the name says it all.</summary>
    string? Details => null;

    /// <summary>
    /// Trains every trial, unless the sink wants no more. Results go to the sink one by one, in any order and from any thread; a failing trial is reported and does not stop
    /// the others.
    /// </summary>
    /// <param name="trials">The trials.</param>
    /// <param name="data">The datasets that the trials name.</param>
    /// <param name="sink">Receives what happens; called by one thread at a time.</param>
    /// <param name="cancellationToken">Stops soon; running trials report nothing.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the last trial ended.</exception>
    void Run(IReadOnlyList<Trial> trials, TrialData data, ITrialSink sink, CancellationToken cancellationToken);
}
