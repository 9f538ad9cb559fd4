using Sans.Core.Training;
using Sans.Data;
using Sans.Runs;

namespace Sans.Tests;

/// <summary>Trains whole studies. A trial that fails fails the test.</summary>
internal static class TrainedStudy
{
    /// <summary>The outcomes of every trial.</summary>
    public static Outcomes<TTrial, TResult> Outcomes<TTrial, TResult>(Study<TTrial, TResult> study)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        CompletedSink<TTrial, TResult> sink = new();
        study.Load(DataFolder.Find(), skipMissing: false).Train(study.Plan, sink, CancellationToken.None);
        return sink.OutcomesOf(study.Plan);
    }

    /// <summary>The result of every trial, in the order of the plan.</summary>
    public static IReadOnlyList<TResult> Results<TTrial, TResult>(Study<TTrial, TResult> study)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult => [.. Outcomes(study).ResultsOf(study.Plan)];
}
