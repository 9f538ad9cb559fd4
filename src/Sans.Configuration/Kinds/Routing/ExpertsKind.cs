using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Kinds.Routing.RoutedSchemas;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Routers that pick one expert per input.</summary>
internal sealed class ExpertsKind : KindSchema<RoutedExperts>
{
    /// <summary>The word after <c>kind</c>.</summary>
    public const string Name = "routed_experts";

    private static readonly VariantSchema Router = Parts(
        "router",
        Part("hash_uniform", "By a uniform hash of the bits of the input and a salt."),
        Part("lsh_sign", "By the sides of log₂ E hyperplanes.", Offset),
        Part("switch", "By a learned top-1 router with its load term.", Switch));

    private static readonly RoutedExperts Start = new("", "", null!, null, new(2, 2, 2), null!, 1, 1, default, null!, 0);

    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(Name);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new("bottom", "experts", "units_per_expert", "routers", "fit");

    /// <inheritdoc/>
    protected override Keys<RoutedExperts> KeysOf(IEnumerable<ActivationSchema> activations) => new(
        Start,
        [
            .. CommonKeys.Head<RoutedExperts>(CommonKeys.Kind),
            RoutedKeys.Part<RoutedExperts>(Target, e => e.Target, (e, v) => e with { Target = v }),
            RoutedKeys.Part<RoutedExperts>(Domain, e => e.Domain, (e, v) => e with { Domain = v }),
            RoutedKeys.PointsOf<RoutedExperts>(e => e.Points, (e, v) => e with { Points = v }),
            RoutedKeys.Part<RoutedExperts>(Bottom, e => e.Bottom, (e, v) => e with { Bottom = v }),
            RoutedKeys.Sizes<RoutedExperts>(
                new("experts", new SweepSchema(new IntegerSchema(1, 1_024)), "Numbers of experts E. One expert needs no router and is "
                    + "called 'dense'.", "[1, 4, 16]"), e => e.Experts, (e, v) => e with { Experts = v }),
            RoutedKeys.Sizes<RoutedExperts>(
                new("units_per_expert", Active, "Numbers of units s of each expert.", "[32, 64]"),
                e => e.UnitsPerExpert,
                (e, v) => e with { UnitsPerExpert = v }),
            new PlainKey<RoutedExperts>(
                new KeySchema("routers", new ListSchema(Router), "The routers that pick the expert of an input."),
                (e, value) => e with { Routers = new(((ListValue)value).Items.Cast<VariantValue>().Select(r => RoutedKeys.Read(r))) },
                e => List(e.Routers.Select(RoutedKeys.Write))),
            RoutedKeys.Part<RoutedExperts>(new("fit", ExpertFit, FitSummary, "adam"), e => e.Fit, (e, v) => e with { Fit = v }),
            CommonKeys.SeedsOf<RoutedExperts>(),
        ]);

    /// <inheritdoc/>
    protected override RoutedExperts Finished(RoutedExperts experiment, MappingValue given, MappingValue completed) =>
        experiment with { Domain = RoutedKeys.DomainOf(experiment.Domain, experiment.Target) };

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) =>
        new ExpertsChecks(context, (RoutedExperts)experiment).Run();
}
