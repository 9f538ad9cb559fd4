using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;

namespace Sans.Runs;

/// <summary>The datasets of a study, and what can be done with them.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="Datasets">What came of loading them.</param>
/// <param name="Train">
/// Trains some trials of the plan, unless the sink wants no more. Results go to the sink one by one, from one thread at a time.
/// A failing trial is reported and does not stop the others.
/// </param>
public sealed record StudyData<TTrial, TResult>(
    LoadedDatasets Datasets, Action<IReadOnlyList<TTrial>, ITrialSink<TTrial, TResult>, CancellationToken> Train)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <summary>
    /// What is known of the data beyond the examples: name below the run folder, with <c>/</c> between folders, and content.
    /// </summary>
    public IReadOnlyList<(string Name, byte[] Content)> Files { get; init; } = [];

    /// <summary>The report with examples of the data, or <see langword="null"/> for a kind whose report shows none.</summary>
    public Func<TableContext, Outcomes<TTrial, TResult>, StudyReport>? Report { get; init; }
}
