using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;

namespace Sans.Runs;

/// <summary>The datasets of a study, with their training.</summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
/// <param name="Datasets">The loaded datasets.</param>
/// <param name="Train">
/// Trains some trials of the plan until the sink wants no more. Results go to the sink one by one, from one thread at a time. A
/// failing trial is reported and does not stop the others.
/// </param>
public sealed record StudyData<TTrial, TResult>(
    LoadedDatasets Datasets, Action<IReadOnlyList<TTrial>, ITrialSink<TTrial, TResult>, CancellationToken> Train)
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    /// <summary>
    /// Files about the data beside the examples: name below the run folder, with <c>/</c> between folders, and content.
    /// </summary>
    public IReadOnlyList<(string Name, byte[] Content)> Files { get; init; } = [];

    /// <summary>The report with examples of the data, or <see langword="null"/> for a kind whose report shows none.</summary>
    public Func<TableContext, Outcomes<TTrial, TResult>, StudyReport>? Report { get; init; }
}
