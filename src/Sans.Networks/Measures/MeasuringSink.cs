using Sans.Core.Training;
using Sans.Networks.Tables;

namespace Sans.Networks.Measures;

/// <summary>Measures networks before it passes their results on.</summary>
/// <param name="sink">Receives the measured results.</param>
/// <param name="measurement">The measurement.</param>
internal sealed class MeasuringSink(ITrialSink<NetworkTrial, NetworkResult> sink, NetworkMeasurement measurement)
    : ITrialSink<NetworkTrial, NetworkResult>
{
    /// <inheritdoc/>
    public bool WantsMore => sink.WantsMore;

    /// <inheritdoc/>
    public ICheckpoints? Checkpoints => sink.Checkpoints;

    /// <inheritdoc/>
    public void Warn(string message) => sink.Warn(message);

    /// <inheritdoc/>
    public void Completed(NetworkResult result) => sink.Completed(result with
    {
        Measures = measurement.Of(result),
        Nested = new(result.Nested.Select(n => n with { Measures = measurement.Of(NestedOutcomes.Of(result, n)) })),
    });

    /// <inheritdoc/>
    public void Failed(NetworkTrial trial, string reason, Exception? defect) => sink.Failed(trial, reason, defect);
}
