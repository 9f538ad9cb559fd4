using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Kinds.Routing.RoutedSchemas;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Routed networks that approximate a function.</summary>
internal sealed class ApproximationKind : KindSchema
{
    /// <summary>The word after <c>kind</c>.</summary>
    public const string Name = "routed_approximation";

    private const string Label = "label";
    private const string Active = "active";
    private const string FitKey = "fit";

    private static readonly KeySchema WidthFactor = Whole("width_factor", 1, 1_024, "Units of the layer for each active one, t / s.", "4");

    private static readonly VariantSchema Router = Parts(
        "router",
        Model("dense", "All units."),
        Model(
            "top_k",
            "The units of highest pre-activation.",
            WidthFactor,
            new KeySchema("by", new ChoiceSchema(new("value", "magnitude")), "Whether the sign counts (our choice: value, before the non-linearity).", "value") { IsSweepable = true }),
        Model("blocks", "The highest unit of each of s blocks of t / s.", WidthFactor),
        Model("hash_uniform", "Units by a uniform hash of the bits of the input and a salt.", WidthFactor),
        Model("lsh_sign", "A bucket of each of s tables, by the sides of hyperplanes; a constant in each.", Whole("hyperplanes", 0, 20, "Hyperplanes of a table, m; 2^m buckets.", "6"), Offset),
        Model(
            "lsh_euclid",
            "A bucket of each of s tables, by cells along random directions; a constant in each.",
            Whole("directions", 1, 64, "Directions of a table, D.", "4"),
            Number("width", 1e-6, 1e6, "Width of the cells.", "1")),
        Model("switch", "Blocks of s units behind a learned top-1 router.", [Whole("experts", 1, 1_024, "Number of experts, E.", "16"), .. Switch]));

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
        new("models", new ListSchema(Router), "What is compared: a router each."),
        new(Active, RoutedSchemas.Active, "Units that an input activates, or tables, s; a trial for each.", "[32, 64, 128]"),
        new(FitKey, Fit, FitSummary, "ridge"),
        CommonKeys.Seeds);

    /// <inheritdoc/>
    protected override MappingValue OwnValues(ExperimentConfig experiment)
    {
        var config = (RoutedApproximation)experiment;
        return Mapping(
        [
            ("name", Scalar(config.Name)),
            ("title", Scalar(config.Title)),
            ("kind", Scalar(Name)),
            ("target", RoutedValues.Of(config.Target)),
            .. RoutedValues.OfDomain(config.Domain),
            ("points", RoutedValues.Of(config.Points)),
            ("bottom", RoutedValues.Of(config.Bottom)),
            ("models", List(config.Models.Select(OfModel))),
            (Active, ValueMaking.Values(config.Active)),
            (FitKey, RoutedValues.Of(config.Fit)),
            ("seeds", ValueMaking.Values(config.Seeds)),
        ]);
    }

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root)
    {
        RoutedPart target = RoutedValues.Bind(root.Variant("target"));
        return new RoutedApproximation(
            Name: root.Text("name"),
            Title: root.Text(root.Find("title") is null ? "name" : "title"),
            Target: target,
            Domain: RoutedValues.BindDomain(root, target),
            Points: RoutedValues.BindPoints(root.Mapping("points")),
            Bottom: RoutedValues.Bind(root.Variant("bottom")),
            Models: new(root.Variants("models").Select(BindModel)),
            Active: root.WholeSweep(Active),
            Fit: RoutedValues.Bind(root.Variant(FitKey)),
            Seeds: root.WholeSweep("seeds"));
    }

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) => new ApproximationChecks(context, (RoutedApproximation)experiment).Run();

    private static RoutedModel BindModel(VariantValue model) => new(
        model.Parameters.Find(Label) is null ? model.Name : model.Parameters.Text(Label),
        RoutedValues.Bind(model, Label, Active, FitKey),
        model.Parameters.Find(Active) is null ? null : model.Parameters.WholeSweep(Active),
        model.Parameters.Find(FitKey) is VariantValue fit ? RoutedValues.Bind(fit) : null);

    private static VariantValue OfModel(RoutedModel model)
    {
        List<ConfigEntry> entries = [new(Label, Scalar(model.Label)), .. OfParameters(model.Router.Parameters).Entries];
        if (model.Active is { } active)
        {
            entries.Add(new(Active, ValueMaking.Values(active)));
        }

        if (model.Fit is { } fit)
        {
            entries.Add(new(FitKey, RoutedValues.Of(fit)));
        }

        return new VariantValue(model.Router.Name, new MappingValue(new(entries)));
    }

    private static Variant Model(string name, string summary, params KeySchema[] keys) => Part(
        name,
        summary,
        [
            new KeySchema(Label, new NameSchema(DiagnosticRules.WrongType), "Name in tables; by default that of the router.", IsOptional: true),
            .. keys,
            new KeySchema(Active, RoutedSchemas.Active, "In place of 'active' of the experiment, for this model alone.", IsOptional: true),
            new KeySchema(FitKey, Fit, "In place of 'fit' of the experiment, for this model alone.", IsOptional: true),
        ]);
}
