using Sans.Core.Training;

namespace Sans.Tests.Torch;

/// <summary>Keeps all that an engine reports of networks.</summary>
internal sealed class CollectingSink(Action? afterResult = null) : CollectingSink<NetworkTrial, NetworkResult>(afterResult);

/// <summary>Keeps all that an engine reports.</summary>
internal class CollectingSink<TTrial, TResult>(Action? afterResult = null) : ITrialSink
    where TTrial : ITrial
    where TResult : ITrialResult
{
    public List<TResult> Results { get; } = [];

    public List<(TTrial NetworkTrial, string Reason, Exception? Defect)> Failures { get; } = [];

    public List<string> Warnings { get; } = [];

    public void Warn(string message) => Warnings.Add(message);

    public void Completed(ITrialResult result)
    {
        Results.Add((TResult)result);
        afterResult?.Invoke();
    }

    public void Failed(ITrial trial, string reason, Exception? defect) => Failures.Add(((TTrial)trial, reason, defect));
}
