using Sans.Configuration.Parsing;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Parts, points and models of routed networks from checked values, and back.</summary>
internal static class RoutedValues
{
    private static readonly RoutedPart DefaultDomain = new("cube", new(new Parameter("low", -1.0), new Parameter("high", 1.0)));

    /// <summary>A part.</summary>
    public static RoutedPart Bind(VariantValue value, params string[] without) =>
        new(value.Name, ValueAccess.Parameters(value.Parameters.Entries.Where(e => !without.Contains(e.Key))));

    /// <summary>The domain of a file: its own, none for a table, else the cube.</summary>
    public static RoutedPart? BindDomain(MappingValue root, RoutedPart target) =>
        root.Find(RoutedSchemas.Domain.Name) is VariantValue domain ? Bind(domain)
        : target.Name == RoutedSchemas.Table ? null
        : DefaultDomain;

    /// <summary>Numbers of inputs.</summary>
    public static PointCounts BindPoints(MappingValue points) => new(points.Integer("train"), points.Integer("validation"), points.Integer("test"));

    /// <summary>A part as YAML has it.</summary>
    public static VariantValue Of(RoutedPart part) => new(part.Name, OfParameters(part.Parameters));

    /// <summary>Numbers of inputs as YAML has them.</summary>
    public static MappingValue Of(PointCounts points) =>
        Mapping(("train", Scalar(points.Train)), ("validation", Scalar(points.Validation)), ("test", Scalar(points.Test)));

    /// <summary>The domain, where there is one.</summary>
    public static (string, ConfigValue)[] OfDomain(RoutedPart? domain) => domain is null ? [] : [(RoutedSchemas.Domain.Name, Of(domain))];
}
