using System.Diagnostics;
using Sans.Core.Training;

namespace Sans.Networks.Applications;

/// <summary>Applies networks before it passes their results on.</summary>
/// <param name="sink">Receives the results.</param>
/// <param name="apply">Applies one network.</param>
internal sealed class ApplyingSink(
    ITrialSink<AppliedTrial, AppliedResult> sink, Func<NetworkResult, IReadOnlyList<MethodScore>> apply)
    : ITrialSink<NetworkTrial, NetworkResult>
{
    /// <inheritdoc/>
    public bool WantsMore => sink.WantsMore;

    /// <inheritdoc/>
    public ICheckpoints? Checkpoints => sink.Checkpoints;

    /// <inheritdoc/>
    public void Warn(string message) => sink.Warn(message);

    /// <inheritdoc/>
    public void Completed(NetworkResult result)
    {
        AppliedTrial trial = new(result.Trial.Dataset, result.Trial);
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<MethodScore> scores;
        try
        {
            scores = apply(result);
        }
        catch (TrialFailedException e)
        {
            sink.Failed(trial, e.Message, null);
            return;
        }

        sink.Completed(new AppliedResult(trial, result, scores, result.Duration + Stopwatch.GetElapsedTime(start)));
    }

    /// <inheritdoc/>
    public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
        sink.Failed(new AppliedTrial(trial.Dataset, trial), reason, defect);
}
