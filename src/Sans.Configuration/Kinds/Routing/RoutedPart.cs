namespace Sans.Configuration.Kinds.Routing;

/// <summary>
/// A part of an experiment on routed networks: a target, a domain, a bottom layer, a router or a fit, with its parameters.
/// </summary>
/// <param name="Name">The name in YAML, such as <c>top_k</c>.</param>
/// <param name="Parameters">Its parameters in the order of the schema, each with one value or several.</param>
public sealed record RoutedPart(string Name, ValueList<Parameter> Parameters)
{
    /// <summary>The part with one value for each parameter, at each point of its grid.</summary>
    public IEnumerable<RoutedPart> Expand() => Grid.Points(Parameters).Select(point => this with { Parameters = point });

    /// <summary>The number of points.</summary>
    internal double Count => Grid.Count(Parameters);

    /// <summary>The value of a parameter that is a whole number.</summary>
    public int Integer(string name) => checked((int)Parameters.Get<long>(name));

    /// <summary>The value of a parameter that is a number.</summary>
    public double Number(string name) => Parameters.Get<double>(name);

    /// <summary>The value of a parameter that is a word.</summary>
    public string Text(string name) => Parameters.Get<string>(name);

    /// <summary>The name, with the parameters of a point that differ between points.</summary>
    /// <param name="point">One of <see cref="Expand"/>.</param>
    /// <param name="name">The name to use. The default is its own name.</param>
    public string LabelOf(RoutedPart point, string? name = null)
    {
        ValueList<Parameter> swept = Grid.Swept(Parameters, point.Parameters);
        return (name ?? Name) + (swept.Count == 0 ? "" : $"({Grid.Text(swept)})");
    }

    /// <summary>Name and parameters in one line: <c>cube(low=-1.0, high=1.0)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({Grid.Text(Parameters)})";
}
