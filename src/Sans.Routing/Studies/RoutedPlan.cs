using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Routing.Models;

namespace Sans.Routing.Studies;

/// <summary>Expands experiments on routed networks into their trials.</summary>
internal static class RoutedPlan
{
    /// <summary>Every trial of an approximation, in the order of the lists: by target, model, size and seed.</summary>
    public static IReadOnlyList<RoutedTrial> Of(RoutedApproximation experiment) =>
        VariantPlan.Of<RoutedApproximation, RoutedTrial>(experiment, Of);

    /// <summary>
    /// Every trial on experts, in the order of the lists: by target, units, number of experts, router and seed. One expert is a
    /// dense layer, which occurs once.
    /// </summary>
    public static IReadOnlyList<RoutedTrial> Of(RoutedExperts experiment) => VariantPlan.Of<RoutedExperts, RoutedTrial>(experiment, Of);

    private static IEnumerable<RoutedTrial> Of(RoutedApproximation experiment, ValueList<Parameter> variant) =>
        from inputs in Inputs(experiment.Target, experiment.Domain)
        from bottom in experiment.Bottom.Expand()
        from model in experiment.Models
        from router in model.Router.Expand()
        from active in (model.Active ?? experiment.Active).Values
        from seed in experiment.Seeds.Values
        select new RoutedTrial(
            inputs.Label,
            Label(model.Router.LabelOf(router, model.Label), experiment.Bottom, bottom),
            inputs.Target,
            inputs.Domain,
            bottom,
            router,
            model.Fit ?? experiment.Fit,
            active,
            seed,
            variant);

    private static IEnumerable<RoutedTrial> Of(RoutedExperts experiment, ValueList<Parameter> variant) =>
        from inputs in Inputs(experiment.Target, experiment.Domain)
        from bottom in experiment.Bottom.Expand()
        from units in experiment.UnitsPerExpert.Values
        from experts in experiment.Experts.Values
        from router in experts == 1 ? [
            ("dense", new RoutedPart("dense", default)),
        ] : experiment.Routers.SelectMany(r => r.Expand().Select(point => (r.LabelOf(point), With(point, experts))))
        from seed in experiment.Seeds.Values
        select new RoutedTrial(
            inputs.Label,
            Label(router.Item1, experiment.Bottom, bottom),
            inputs.Target,
            inputs.Domain,
            bottom,
            router.Item2,
            experiment.Fit,
            units,
            seed,
            variant);

    private static IEnumerable<(string Label, RoutedPart Target, RoutedPart? Domain)> Inputs(RoutedPart target, RoutedPart? domain) =>
        from t in target.Expand()
        from d in domain?.Expand() ?? [null!]
        select (target.LabelOf(t) + (domain is not null && domain.Expand().Skip(1).Any() ? " on " + domain.LabelOf(d) : ""), t, d);

    private static string Label(string model, RoutedPart bottom, RoutedPart point) =>
        bottom.Expand().Skip(1).Any() ? $"{model} on {bottom.LabelOf(point)}" : model;

    private static RoutedPart With(RoutedPart router, int experts) =>
        router with { Parameters = new([new Parameter("experts", (long)experts), .. router.Parameters]) };
}
