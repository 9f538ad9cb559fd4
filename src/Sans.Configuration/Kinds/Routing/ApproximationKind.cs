using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Kinds.Routing.RoutedSchemas;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Routed networks that approximate a function.</summary>
internal sealed class ApproximationKind : KindSchema<RoutedApproximation>
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
            new KeySchema(
                "by",
                new ChoiceSchema(new("value", "magnitude")),
                "Whether the sign counts. (Our choice: value, before the non-linearity.)",
                "value")
            { IsSweepable = true }),
        Model("blocks", "The highest unit of each of s blocks of t / s.", WidthFactor),
        Model("hash_uniform", "Units by a uniform hash of the bits of the input and a salt.", WidthFactor),
        Model(
            "lsh_sign",
            "A bucket of each of s tables, by the sides of hyperplanes. Each bucket has a constant.",
            Whole("hyperplanes", 0, 20, "Hyperplanes of a table, m; 2^m buckets.", "6"),
            Offset),
        Model(
            "lsh_euclid",
            "A bucket of each of s tables, by cells along random directions. Each bucket has a constant.",
            Whole("directions", 1, 64, "Directions of a table, D.", "4"),
            Number("width", 1e-6, 1e6, "Width of the cells.", "1")),
        Model(
            "switch",
            "Blocks of s units behind a learned top-1 router.",
            [Whole("experts", 1, 1_024, "Number of experts, E.", "16"), .. Switch]));

    private static readonly RoutedApproximation Start = new("", "", null!, null, new(2, 2, 2), null!, default, 1, null!, 0);

    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(Name);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new(Bottom.Name, "models", Active, FitKey);

    /// <inheritdoc/>
    protected override Keys<RoutedApproximation> KeysOf(IEnumerable<ActivationSchema> activations) => new(
        Start,
        [
            .. CommonKeys.Head<RoutedApproximation>(CommonKeys.Kind),
            RoutedKeys.Part<RoutedApproximation>(Target, e => e.Target, (e, v) => e with { Target = v }),
            RoutedKeys.Part<RoutedApproximation>(Domain, e => e.Domain, (e, v) => e with { Domain = v }),
            RoutedKeys.PointsOf<RoutedApproximation>(e => e.Points, (e, v) => e with { Points = v }),
            RoutedKeys.Part<RoutedApproximation>(Bottom, e => e.Bottom, (e, v) => e with { Bottom = v }),
            new PlainKey<RoutedApproximation>(
                new KeySchema("models", new ListSchema(Router), "The models that are compared. Each has a router."),
                (e, value) => e with { Models = new(((ListValue)value).Items.Cast<VariantValue>().Select(BindModel)) },
                e => List(e.Models.Select(OfModel))),
            RoutedKeys.Sizes<RoutedApproximation>(new(
                Active,
                RoutedSchemas.Active,
                "Number s of units or tables that an input activates. There is a trial for each value.",
                "[32, 64, 128]"), e => e.Active, (e, v) => e with { Active = v }),
            RoutedKeys.Part<RoutedApproximation>(new(FitKey, Fit, FitSummary, "ridge"), e => e.Fit, (e, v) => e with { Fit = v }),
            CommonKeys.SeedsOf<RoutedApproximation>(),
        ]);

    /// <inheritdoc/>
    protected override RoutedApproximation Finished(RoutedApproximation experiment, MappingValue given, MappingValue completed) =>
        experiment with { Domain = RoutedKeys.DomainOf(experiment.Domain, experiment.Target) };

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) =>
        new ApproximationChecks(context, (RoutedApproximation)experiment).Run();

    private static RoutedModel BindModel(VariantValue model) => new(
        model.Parameters.Find(Label) is null ? model.Name : model.Parameters.Text(Label),
        RoutedKeys.Read(model, Label, Active, FitKey),
        model.Parameters.Find(Active) is null ? null : model.Parameters.WholeSweep(Active),
        model.Parameters.Find(FitKey) is VariantValue fit ? RoutedKeys.Read(fit) : null);

    private static VariantValue OfModel(RoutedModel model)
    {
        List<ConfigEntry> entries = [new(Label, Scalar(model.Label)), .. OfParameters(model.Router.Parameters).Entries];
        if (model.Active is { } active)
        {
            entries.Add(new(Active, ValueMaking.Values(active)));
        }

        if (model.Fit is { } fit)
        {
            entries.Add(new(FitKey, RoutedKeys.Write(fit)));
        }

        return new VariantValue(model.Router.Name, new MappingValue(new(entries)));
    }

    private static Variant Model(string name, string summary, params KeySchema[] keys) => Part(
        name,
        summary,
        [
            new KeySchema(
                Label, new NameSchema(DiagnosticRules.WrongType), "Name in tables. By default the name of the router.", IsOptional: true),
            .. keys,
            new KeySchema(Active, RoutedSchemas.Active, "Replaces 'active' of the experiment, for this model only.", IsOptional: true),
            new KeySchema(FitKey, Fit, "Replaces 'fit' of the experiment, for this model only.", IsOptional: true),
        ]);
}
