using Sans.Core.Training;

namespace Sans.Tests.Torch;

/// <summary>Keeps all that an engine reports.</summary>
internal sealed class CollectingSink(Action? afterResult = null) : ITrialSink
{
    public List<TrialResult> Results { get; } = [];

    public List<(Trial Trial, string Reason, Exception? Defect)> Failures { get; } = [];

    public List<string> Warnings { get; } = [];

    public void Warn(string message) => Warnings.Add(message);

    public void Completed(ITrialResult result)
    {
        Results.Add((TrialResult)result);
        afterResult?.Invoke();
    }

    public void Failed(ITrial trial, string reason, Exception? defect) => Failures.Add(((Trial)trial, reason, defect));
}
