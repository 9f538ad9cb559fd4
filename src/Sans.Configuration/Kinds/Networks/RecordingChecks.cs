using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules on datasets of recordings: patterns of files, and splits of whole recordings.</summary>
internal static class RecordingChecks
{
    /// <summary>Runs every check.</summary>
    public static void Run(CheckContext context, SanExperiment config, CheckScope scope)
    {
        SharesAreWhole(context, scope);
        DrawIsFromAll(context, scope);
        foreach (int i in scope.Datasets)
        {
            DatasetConfig dataset = config.Datasets[i];
            string path = FormattableString.Invariant($"datasets[{i}].{dataset.Name}");
            PatternsAreInside(context, dataset, path);
            SplitFits(context, scope, dataset, path);
            AllIsOfFiles(context, scope, dataset, path);
            RecordsAreGivenOnce(context, dataset, path);
            FilterChecks.Run(context, dataset, path);
        }
    }

    /// <summary>The fault of a pattern, or <see langword="null"/> for none.</summary>
    internal static string? ProblemOf(string pattern) =>
        pattern.Contains('\\') ? "has '/' between folders, not '\\'"
        : pattern.StartsWith("/", StringComparison.Ordinal) || (pattern.Length > 1 && pattern[1] == ':')
            ? "begins below the data folder; --data names that folder"
        : pattern.Split('/').Any(part => part is "." or ".." or "") ? "names files below the data folder, without '.', '..' or empty parts"
        : pattern.Split([RecordingSchemas.Subject], StringSplitOptions.None).Length > 2 ? $"has '{RecordingSchemas.Subject}' once"
        : pattern.Replace(RecordingSchemas.Subject, "").IndexOfAny(['{', '}']) >= 0
            ? $"has no other braces than '{RecordingSchemas.Subject}'"
        : null;

    private static void PatternsAreInside(CheckContext context, DatasetConfig dataset, string path)
    {
        foreach (string pattern in PatternsOf(dataset))
        {
            if (ProblemOf(pattern) is { } problem)
            {
                context.Report(
                    DiagnosticRules.OutOfRange,
                    [$"{path}.{RecordingSchemas.Files}", path],
                    $"a pattern of '{path}.{RecordingSchemas.Files}' {problem}; found '{pattern}'");
            }
        }
    }

    private static void SharesAreWhole(CheckContext context, CheckScope scope)
    {
        SplitConfig split = scope.Config.Split;
        if (split.Train == 0 || split.Validation == 0 || split.Test == 0)
        {
            string key = split.Train == 0 ? "split.train" : split.Validation == 0 ? "split.validation" : "split.test";
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths(key, "split"),
                split.By == SplitBy.Window
                    ? $"'{key}' is a share, but windows are counted; give a whole number, or 'split.by: recording' or "
                        + $"'subject'{(scope.Config.Window.Draw is null ? "" : "; whole numbers are shares of the drawn windows")}"
                        + scope.Suffix
                    : $"'{key}' is a whole number beside shares; give 'train', 'validation' and 'test' all as shares, or all as "
                        + $"whole numbers{scope.Suffix}");
        }
    }

    private static void DrawIsFromAll(CheckContext context, CheckScope scope)
    {
        WindowConfig window = scope.Config.Window;
        if (window.Draw is not null && window.Samples.Value != WindowConfig.AllSamples)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("window.draw", "window"),
                $"'window.draw' draws from all windows, but 'window.samples' is {ValueSchema.Format(window.Samples.Value)}; write "
                    + $"'samples: all'{scope.Suffix}");
        }

        if (window is { DrawSeed: not null, Draw: null })
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("window.draw_seed", "window"),
                $"'window.draw_seed' is about 'window.draw', which is not given; remove it, or add 'draw'{scope.Suffix}");
        }
    }

    private static void SplitFits(CheckContext context, CheckScope scope, DatasetConfig dataset, string path)
    {
        SplitBy by = scope.Config.Split.By;
        string? problem = by == SplitBy.Window ? null
            : !RecordingSchemas.HasSeveral(dataset)
                ? $"'split.by: {SettingKeys.Splits.Of(by)}' is for datasets of recordings; '{dataset.Label}' is not one"
            : by == SplitBy.Subject && !PatternsOf(dataset).All(p => p.Contains(RecordingSchemas.Subject))
                ? $"'split.by: subject' needs '{RecordingSchemas.Subject}' in each pattern of 'files', in place of the subject's name"
            : null;
        if (problem is not null)
        {
            context.Report(DiagnosticRules.Contradiction, [.. scope.Paths("split.by", "split"), path], problem + scope.Suffix);
        }
    }

    private static void RecordsAreGivenOnce(CheckContext context, DatasetConfig dataset, string path)
    {
        bool isGiven = dataset.Parameters.Has(RecordingSchemas.Records);
        string[] ofOne = [DatasetSchemas.Record, DatasetSchemas.Frames];
        foreach (string key in ofOne.Where(k => isGiven && context.IsGiven($"{path}.{k}")))
        {
            context.Report(
                DiagnosticRules.Contradiction,
                [$"{path}.{key}"],
                $"'{key}' is for a single record, but '{RecordingSchemas.Records}' takes several; leave one of the two out");
        }
    }

    private static void AllIsOfFiles(CheckContext context, CheckScope scope, DatasetConfig dataset, string path)
    {
        if (scope.Config.Window.Samples.Value == WindowConfig.AllSamples && DatasetSchemas.AreSynthetic(dataset.Name))
        {
            context.Report(
                DiagnosticRules.Contradiction,
                [.. scope.Paths("window.samples", "window"), path],
                $"'window.samples: all' is for files; the signal of '{dataset.Label}' has no end{scope.Suffix}");
        }
    }

    private static IEnumerable<string> PatternsOf(DatasetConfig dataset) =>
        dataset.Parameters.FirstOrDefault(p => p.Name == RecordingSchemas.Files)?.Value is ListedValues patterns
            ? patterns.Items.Cast<string>() : [];
}
