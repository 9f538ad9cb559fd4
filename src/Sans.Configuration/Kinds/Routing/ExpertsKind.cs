using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Kinds.Routing.RoutedSchemas;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Routers that pick one expert per input.</summary>
internal sealed class ExpertsKind : KindSchema
{
    /// <summary>The word after <c>kind</c>.</summary>
    public const string Name = "routed_experts";

    private static readonly VariantSchema Router = Parts(
        "router",
        Part("hash_uniform", "By a uniform hash of the bits of the input and a salt."),
        Part("lsh_sign", "By the sides of log₂ E hyperplanes.", Offset),
        Part("switch", "By a learned top-1 router with its load term.", Switch));

    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(Name);

    /// <inheritdoc/>
    protected override MappingSchema OwnSchema(IEnumerable<ActivationSchema> activations) => Keys(
        CommonKeys.Extends,
        CommonKeys.Name,
        CommonKeys.Title,
        CommonKeys.Kind,
        Target,
        Domain,
        Points,
        Bottom,
        new("experts", new SweepSchema(new IntegerSchema(1, 1_024)), "Numbers of experts E; one expert needs no router and stands as 'dense'.", "[1, 4, 16]"),
        new("units_per_expert", RoutedSchemas.Active, "Numbers of units s of each expert.", "[32, 64]"),
        new("routers", new ListSchema(Router), "What picks the expert of an input."),
        new("fit", ExpertFit, FitSummary, "adam"),
        CommonKeys.Seeds);

    /// <inheritdoc/>
    protected override MappingValue OwnValues(ExperimentConfig experiment)
    {
        var config = (RoutedExperts)experiment;
        return Mapping(
        [
            ("name", Scalar(config.Name)),
            ("title", Scalar(config.Title)),
            ("kind", Scalar(Name)),
            ("target", RoutedValues.Of(config.Target)),
            .. RoutedValues.OfDomain(config.Domain),
            ("points", RoutedValues.Of(config.Points)),
            ("bottom", RoutedValues.Of(config.Bottom)),
            ("experts", ValueMaking.Values(config.Experts)),
            ("units_per_expert", ValueMaking.Values(config.UnitsPerExpert)),
            ("routers", List(config.Routers.Select(RoutedValues.Of))),
            ("fit", RoutedValues.Of(config.Fit)),
            ("seeds", ValueMaking.Values(config.Seeds)),
        ]);
    }

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root)
    {
        RoutedPart target = RoutedValues.Bind(root.Variant("target"));
        return new RoutedExperts(
            Name: root.Text("name"),
            Title: root.Text(root.Find("title") is null ? "name" : "title"),
            Target: target,
            Domain: RoutedValues.BindDomain(root, target),
            Points: RoutedValues.BindPoints(root.Mapping("points")),
            Bottom: RoutedValues.Bind(root.Variant("bottom")),
            Experts: root.WholeSweep("experts"),
            UnitsPerExpert: root.WholeSweep("units_per_expert"),
            Routers: new(root.Variants("routers").Select(r => RoutedValues.Bind(r))),
            Fit: RoutedValues.Bind(root.Variant("fit")),
            Seeds: root.WholeSweep("seeds"));
    }

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) => new ExpertsChecks(context, (RoutedExperts)experiment).Run();
}
