using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Rules that concern more than one setting of an experiment on experts.</summary>
internal sealed class ExpertsChecks(CheckContext context, RoutedExperts config)
{
    private const double MostUnits = 1 << 20;

    /// <summary>Runs every check.</summary>
    public void Run()
    {
        context.BoundPlan(
            config.Target.Count * (config.Domain?.Count ?? 1) * config.Bottom.Count * config.Seeds.Values.Count
                * config.Experts.Values.Count * config.UnitsPerExpert.Values.Count * config.Routers.Sum(r => r.Count),
            "experts",
            "units_per_expert");
        RoutedChecks.TargetFitsDomain(context, config.Target, config.Domain);
        RoutersDiffer();
        UnitsAreBounded();
        HyperplanesMakeThatManyExperts();
    }

    private void RoutersDiffer()
    {
        for (int i = 0; i < config.Routers.Count; i++)
        {
            if (config.Routers.Take(i).Any(r => r.Name == config.Routers[i].Name))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"routers[{i}]")],
                    $"the router '{config.Routers[i].Name}' is listed twice; list its values in one");
            }
        }
    }

    private void UnitsAreBounded()
    {
        double units = (double)config.Experts.Values.Max() * config.UnitsPerExpert.Values.Max();
        if (units > MostUnits)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["experts", "units_per_expert"],
                $"'experts' and 'units_per_expert' make {ValueSchema.Format(units)} units; the most is {ValueSchema.Format(MostUnits)}");
        }
    }

    private void HyperplanesMakeThatManyExperts()
    {
        int[] others = config.Experts.Values.Where(e => (e & (e - 1)) != 0).ToArray();
        for (int i = 0; i < config.Routers.Count; i++)
        {
            if (config.Routers[i].Name == "lsh_sign" && others.Length > 0)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    ["experts", FormattableString.Invariant($"routers[{i}]")],
                    $"'lsh_sign' makes 2, 4, 8, ... experts, not {ValueSchema.Format(others[0])}");
            }
        }
    }
}
