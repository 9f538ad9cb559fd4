using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules on the datasets of networks: their records, classes, windows and split.</summary>
internal sealed class DatasetChecks(CheckContext context, SanExperiment config)
{
    /// <summary>Runs the rules on the list of datasets.</summary>
    public void Run()
    {
        RecordsAreKnown();
        context.LabelsDiffer("datasets", config.Datasets.Select(d => d.Label));
        WindowsHaveSignals();
        ClassesDiffer();
    }

    /// <summary>Runs the rules on the datasets of a scope.</summary>
    /// <param name="scope">The datasets, with the settings that they use.</param>
    public void Run(CheckScope scope)
    {
        WindowsFitSamples(scope);
        SplitFitsFiles(scope);
        StandardizedWindowsVary(scope);
        MotifsFitSamples(scope);
    }

    private void RecordsAreKnown()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            DatasetConfig dataset = config.Datasets[i];
            if (dataset.Name != DatasetSchemas.PhysioNet
                || dataset.Parameters.Has(DatasetSchemas.Record)
                || dataset.Parameters.Has(RecordingSchemas.Records))
            {
                continue;
            }

            string database = dataset.Parameters.Get<string>(DatasetSchemas.Database);
            if (PhysioNetDatabases.Find(database) is null)
            {
                string[] known = PhysioNetDatabases.All.Select(d => d.Name).ToArray();
                string hint = NearestName.Of(database, known) is { } nearest
                    ? $"did you mean '{nearest}'? Else give its 'record'"
                    : "give its 'record'";
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"datasets[{i}].{dataset.Name}.{DatasetSchemas.Database}")],
                    $"the first record of the database '{database}' is not known here; {hint}");
            }
        }
    }

    private void WindowsHaveSignals()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            DatasetConfig dataset = config.Datasets[i];
            bool isPublished = PublishedExamples.Find(dataset.Name) is not null;
            string own = FormattableString.Invariant($"datasets[{i}].{dataset.Name}.");
            foreach (string key in new[] { "window", "on_invalid" }.Where(k => isPublished && context.IsGiven(own + k)))
            {
                context.Report(DiagnosticRules.Contradiction, [own + key], $"'{key}' is for signals; '{dataset.Name}' has examples");
            }
        }

        foreach (string key in new[] { "window", "on_invalid" }.Where(context.IsGiven))
        {
            if (config.Datasets.All(d => PublishedExamples.Find(d.Name) is not null))
            {
                context.Report(DiagnosticRules.Contradiction, [key], $"'{key}' is for signals, but every dataset has examples");
            }
        }
    }

    private void ClassesDiffer()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            DatasetConfig dataset = config.Datasets[i];
            string path = FormattableString.Invariant($"datasets[{i}].{dataset.Name}.{DatasetSchemas.Classes}");
            if (dataset.Classes.Count == 1)
            {
                context.Report(DiagnosticRules.Contradiction, [path], $"'{path}' has a single class; a classifier needs at least two");
            }

            foreach (IGrouping<int, string> label in dataset.Classes
                .SelectMany(c => c.Labels.Select(l => (Label: l, Class: c.Name)))
                .GroupBy(p => p.Label, p => p.Class)
                .Where(g => g.Count() > 1))
            {
                context.Report(DiagnosticRules.Contradiction, [path], $"the label {ValueSchema.Format(label.Key)} belongs to the "
                    + $"classes {string.Join(" and ", label.Select(c => $"'{c}'"))}; it can belong to only one");
            }
        }
    }

    private void WindowsFitSamples(CheckScope scope)
    {
        (WindowConfig window, SplitConfig split) = (scope.Config.Window, scope.Config.Split);
        long windows = (long)split.Train + split.Validation + split.Test;
        if (scope.Published is null
            && split.By == SplitBy.Window
            && window.Draw is null
            && windows * window.Length > window.Samples)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("split", "window", ""),
                $"'split' asks for {ValueSchema.Format(windows)} windows of {ValueSchema.Format(window.Length)} samples, but "
                    + $"'window.samples' is {ValueSchema.Format(window.Samples)}{scope.Suffix}");
        }
    }

    private void SplitFitsFiles(CheckScope scope)
    {
        if (scope.Published is not { } published)
        {
            return;
        }

        SplitConfig split = scope.Config.Split;
        bool hasTestFile = published.TestCount > 0;
        long learning = (long)split.Train + split.Validation + (hasTestFile ? 0 : split.Test);
        if (learning > published.LearningCount)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("split", ""),
                $"'split' asks for {ValueSchema.Format(learning)} examples that "
                    + $"{(hasTestFile ? "train and validate" : "train, validate and test")}, but '{published.Name}' has "
                        + $"{ValueSchema.Format(published.LearningCount)}{scope.Suffix}");
        }

        if (hasTestFile && split.Test > published.TestCount)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("split.test", "split", ""),
                $"'split.test' asks for {ValueSchema.Format(split.Test)} examples, but '{published.Name}' has "
                    + $"{ValueSchema.Format(published.TestCount)} of them{scope.Suffix}");
        }
    }

    private void StandardizedWindowsVary(CheckScope scope)
    {
        if (scope.Published is null && scope.Config.Normalization == Normalization.Standardize && scope.Config.Window.Length.Value < 2)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("normalize", "window.length", ""),
                $"'normalize: standardize' needs windows of at least 2 samples; one sample has no standard deviation{scope.Suffix}");
        }
    }

    private void MotifsFitSamples(CheckScope scope)
    {
        foreach (int i in scope.Datasets)
        {
            DatasetConfig dataset = config.Datasets[i];
            Parameter? motif = dataset.Parameters.FirstOrDefault(p => p.Name == DatasetSchemas.MotifLength);
            if (motif?.Values.Max(v => (long)v) is { } length && length > scope.Config.Window.Samples.Value)
            {
                string path = FormattableString.Invariant($"datasets[{i}].{dataset.Name}");
                context.Report(
                    DiagnosticRules.Contradiction,
                    [KeyPath.Join(path, DatasetSchemas.MotifLength), path],
                    $"a motif of {ValueSchema.Format(length)} samples does not fit into 'window.samples' of "
                        + $"{ValueSchema.Format(scope.Config.Window.Samples.Value)}{scope.Suffix}");
            }
        }
    }
}
