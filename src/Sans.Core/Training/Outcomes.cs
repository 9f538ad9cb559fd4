namespace Sans.Core.Training;

/// <summary>The outcomes of the finished trials of a plan.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="Plan">Every trial, in the order of the plan.</param>
/// <param name="Results">The results of completed trials, by <see cref="ITrial.Key"/>.</param>
/// <param name="Failures">The reasons of failed trials, by <see cref="ITrial.Key"/>.</param>
public sealed record Outcomes<TTrial, TResult>(
    IReadOnlyList<TTrial> Plan, IReadOnlyDictionary<string, TResult> Results, IReadOnlyDictionary<string, string> Failures)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <summary>The results of those trials that are completed, in the order of the trials.</summary>
    /// <param name="trials">Trials of the plan.</param>
    public IEnumerable<TResult> ResultsOf(IEnumerable<TTrial> trials) =>
        trials.Select(t => Results.GetValueOrDefault(t.Key)).OfType<TResult>();
}
