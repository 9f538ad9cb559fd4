using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules of the kinds that apply trained networks, about the data that they need.</summary>
/// <param name="context">Receives the mistakes.</param>
/// <param name="scope">The datasets, with the settings that they use.</param>
/// <param name="datasets">All datasets of the experiment.</param>
internal sealed class ApplicationChecks(CheckContext context, CheckScope scope, ValueList<DatasetConfig> datasets)
{
    /// <summary>Samples that methods of periods encode beyond the history.</summary>
    private const int PeriodSamples = 1_000;

    /// <summary>Runs the rules on the datasets of the scope.</summary>
    public void Run()
    {
        foreach (int i in scope.Datasets)
        {
            string path = FormattableString.Invariant($"datasets[{i}]");
            switch (scope.Config.Application)
            {
                case FeaturesConfig:
                    if (scope.Published is null)
                    {
                        Report([path], NeedsClasses(scope.Config.Kind, datasets[i].Label));
                    }

                    break;
                case ClustersConfig clusters when IsWholeSignal(path, datasets[i]):
                    HasReference(path, datasets[i], clusters);
                    break;
                case ForecastConfig forecast when IsWholeSignal(path, datasets[i]):
                    OriginsFit(forecast);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The message where a kind needs classes.</summary>
    public static string NeedsClasses(string kind, string label) =>
        $"'kind: {kind}' needs examples with classes; the dataset '{label}' is a signal without any. "
            + $"{string.Join(", ", PublishedExamples.All.Select(d => $"'{d.Name}'"))} have classes";

    private void Report(string[] paths, string message) => context.Report(DiagnosticRules.Contradiction, paths, message);

    private bool IsWholeSignal(string path, DatasetConfig dataset)
    {
        if (scope.Published is not null)
        {
            Report([path], $"'kind: {scope.Config.Kind}' needs signals; the dataset '{dataset.Label}' has examples");
            return false;
        }

        if (scope.Config.Split.By != SplitBy.Window)
        {
            Report(
                scope.Paths("split.by", "split", ""),
                $"'kind: {scope.Config.Kind}' needs one signal without a gap; 'split.by' must be window{scope.Suffix}");
            return false;
        }

        if (scope.Config.Window.Draw is not null)
        {
            Report(
                scope.Paths("window.draw", "window", ""),
                $"'kind: {scope.Config.Kind}' needs one signal without a gap; drawn windows are not one{scope.Suffix}");
            return false;
        }

        if (scope.Config.OnInvalid.Values.Contains(InvalidData.SkipWindow))
        {
            Report(
                scope.Paths("on_invalid", ""),
                $"'kind: {scope.Config.Kind}' needs one signal without a gap; 'on_invalid' must be error or interpolate{scope.Suffix}");
            return false;
        }

        return true;
    }

    private void HasReference(string path, DatasetConfig dataset, ClustersConfig clusters)
    {
        bool isRecord = dataset.Name == DatasetSchemas.PhysioNet && !dataset.Parameters.Has(RecordingSchemas.Records);
        if (clusters.Annotations.Length > 0 ? !isRecord : dataset.Name != DatasetSchemas.SyntheticEvents)
        {
            Report([path], clusters.Annotations.Length > 0
                ? $"'{ApplicationKeys.AnnotationsPath}' needs one record of physionet; the dataset '{dataset.Label}' has no annotations"
                : $"nothing says where the events of '{dataset.Label}' are; synthetic_events know it, and records of physionet "
                    + $"with '{ApplicationKeys.AnnotationsPath}'");
        }
        else if (clusters.Annotations.Length > 0 && dataset.Parameters.Has(FilterSchemas.Resample))
        {
            Report(
                [$"{path}.{dataset.Name}.{FilterSchemas.Resample}", path],
                $"annotations count the samples of the file, which '{FilterSchemas.Resample}' changes; remove it");
        }
    }

    private void OriginsFit(ForecastConfig forecast)
    {
        (int length, SplitConfig split) = (scope.Config.Window.Length.Value, scope.Config.Split);
        long most = forecast.Horizons.Max();
        if (Math.Min(split.Validation.Value, (long)split.Test.Value) * length < most)
        {
            Report(
                scope.Paths("split", ApplicationKeys.HorizonPath, "forecast", ""),
                $"'{ApplicationKeys.HorizonPath}' reaches {ValueSchema.Format(most)} samples; the parts 'validation' and 'test' of "
                    + $"'split' must both have as many{scope.Suffix}");
        }

        if ((long)split.Train.Value * length < forecast.History + PeriodSamples)
        {
            Report(
                scope.Paths("split", "forecast.history", "forecast", ""),
                $"'forecast.history' takes {ValueSchema.Format(forecast.History)} samples before the first origin, and periods "
                    + $"{ValueSchema.Format(PeriodSamples)} more; 'split.train' has "
                    + $"{ValueSchema.Format((long)split.Train.Value * length)}{scope.Suffix}");
        }
    }
}
