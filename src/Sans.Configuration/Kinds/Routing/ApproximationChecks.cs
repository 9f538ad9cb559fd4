using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Rules that concern more than one setting of an approximation.</summary>
internal sealed class ApproximationChecks(CheckContext context, RoutedApproximation config)
{
    // A normal matrix of 4,096 columns takes 128 MiB, and three exist at a time.
    private const double WidestRidge = 4_096;

    // Lists of all activated entries, 8 bytes each: 4 GiB.
    private const double MostListed = 1 << 29;

    /// <summary>Runs every check.</summary>
    public void Run()
    {
        context.BoundPlan(
            config.Target.Count * (config.Domain?.Count ?? 1) * config.Bottom.Count * config.Seeds.Values.Count
                * config.Models.Sum(m => m.Router.Count * (m.Active ?? config.Active).Values.Count),
            "active",
            "models");
        RoutedChecks.TargetFitsDomain(context, config.Target, config.Domain);
        context.LabelsDiffer("models", config.Models.Select(m => m.Label));
        for (int i = 0; i < config.Models.Count; i++)
        {
            FitSuits(config.Models[i], FormattableString.Invariant($"models[{i}]"));
            SizeIsBounded(config.Models[i], FormattableString.Invariant($"models[{i}]"));
        }
    }

    private void FitSuits(RoutedModel model, string path)
    {
        string fit = (model.Fit ?? config.Fit).Name;
        string router = model.Router.Name;
        bool isTable = router is "lsh_sign" or "lsh_euclid";
        int most = (model.Active ?? config.Active).Values.Max();
        string? problem =
            router == "switch" && fit != "adam" ? $"a 'switch' is learned by 'adam', not by '{fit}'"
            : fit is "backfitting" or "bucket_mean"
                && !isTable ? $"'{fit}' is for tables ('lsh_sign', 'lsh_euclid'); '{router}' picks units"
            : fit == "bucket_mean" && most > 1 ? $"'bucket_mean' is for one table, but 'active' reaches {ValueSchema.Format(most)}; "
                + "'backfitting' is for several"
            : fit == "ridge" && isTable ? $"tables are trained by 'backfitting', 'bucket_mean' or 'adam', not by 'ridge'"
            : null;
        if (problem is not null)
        {
            context.Report(
                DiagnosticRules.Contradiction, [$"{path}.{router}.fit", path], $"{problem}; give the model a 'fit' that suits it");
        }
    }

    private void SizeIsBounded(RoutedModel model, string path)
    {
        double active = (model.Active ?? config.Active).Values.Max();
        string sizes = $"{path}.{model.Router.Name}.active";
        if (active * config.Points.Train > MostListed)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                [sizes, "active", path],
                $"the model '{model.Label}' lists {ValueSchema.Format(active)} entries for each of "
                    + $"{ValueSchema.Format(config.Points.Train)} training inputs; they do not fit into memory");
        }

        double units = active * (model.Router.Parameters.Has("width_factor") ? RoutedChecks.Values(model.Router, "width_factor").Max() : 1);
        if ((model.Fit ?? config.Fit).Name == "ridge" && units > WidestRidge)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                [sizes, "active", path],
                $"the model '{model.Label}' has {ValueSchema.Format(units)} units; 'ridge' takes at most "
                    + $"{ValueSchema.Format(WidestRidge)}, 'adam' takes more");
        }
    }
}
