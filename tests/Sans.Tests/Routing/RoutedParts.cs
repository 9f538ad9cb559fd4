using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;

namespace Sans.Tests.Routing;

/// <summary>Parts of routed networks that tests declare in place.</summary>
internal static class RoutedParts
{
    public static RoutedPart Cube { get; } = Part("cube", ("low", -1.0), ("high", 1.0));

    public static RoutedPart Bottom { get; } = Part("random_affine", ("nonlinearity", "relu"), ("weight_scale", 1.0), ("bias_scale", 1.0));

    public static RoutedPart Ridge { get; } = Part("ridge", ("lambda", 1e-6));

    public static RoutedPart Hypercube(long dimension) => Part("hypercube", ("dimension", dimension));

    public static RoutedPart Part(string name, params (string Name, object Value)[] parameters) =>
        new(name, new(parameters.Select(p => new Parameter(p.Name, p.Value))));
}
