using Sans.Core.Training;
using Sans.Runs.Journals;

namespace Sans.Tests.Networks.Growth;

/// <summary>Keeps results. A trial that fails fails the test.</summary>
internal sealed class CompletedSink<TTrial, TResult> : ITrialSink<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    public JournalContent<TTrial, TResult> Content { get; } = new();

    public void Completed(TResult result) => Content.Add(result);

    public void Failed(TTrial trial, string reason, Exception? defect) => Assert.Fail($"{trial.Key}: {reason}\n{defect}");
}
