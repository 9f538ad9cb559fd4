using Sans.Core.Training;

namespace Sans.Tests;

/// <summary>Keeps all reports of an engine about networks.</summary>
internal sealed class CollectingSink(Action? afterResult = null) : CollectingSink<NetworkTrial, NetworkResult>(afterResult);

/// <summary>Keeps all reports of an engine.</summary>
internal class CollectingSink<TTrial, TResult>(Action? afterResult = null) : ITrialSink<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    public List<TResult> Results { get; } = [];

    public List<(TTrial Trial, string Reason, Exception? Defect)> Failures { get; } = [];

    public List<string> Warnings { get; } = [];

    public ICheckpoints? Checkpoints { get; init; }

    public void Warn(string message) => Warnings.Add(message);

    public void Completed(TResult result)
    {
        Results.Add(result);
        afterResult?.Invoke();
    }

    public void Failed(TTrial trial, string reason, Exception? defect) => Failures.Add((trial, reason, defect));
}
