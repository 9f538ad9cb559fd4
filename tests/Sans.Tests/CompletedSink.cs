using Sans.Core.Training;

namespace Sans.Tests;

/// <summary>Keeps the results of networks. A trial that fails fails the test.</summary>
internal sealed class CompletedSink : CompletedSink<NetworkTrial, NetworkResult>;

/// <summary>Keeps results. A trial that fails fails the test.</summary>
internal class CompletedSink<TTrial, TResult> : ITrialSink<TTrial, TResult>
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    public List<TResult> Results { get; } = [];

    public ICheckpoints? Checkpoints { get; init; }

    public void Completed(TResult result) => Results.Add(result);

    public void Failed(TTrial trial, string reason, Exception? defect) => Assert.Fail($"{trial.Key}: {reason}\n{defect}");

    /// <summary>The results as the outcomes of a plan.</summary>
    public Outcomes<TTrial, TResult> OutcomesOf(IReadOnlyList<TTrial> plan) => new(
        plan, Results.ToDictionary(r => r.Trial.Key, StringComparer.Ordinal), new Dictionary<string, string>());
}
