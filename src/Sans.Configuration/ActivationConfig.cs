namespace Sans.Configuration;

/// <summary>One activation and its parameters.</summary>
/// <param name="Name">The registered name, such as <c>extrema</c>.</param>
/// <param name="Parameters">
/// Its parameters in the order of the schema. Those that follow from the kernel size are absent.
/// </param>
public sealed record ActivationConfig(string Name, ValueList<Parameter> Parameters)
{
    /// <summary>Expands a sweep: the activation with one value for each parameter, at each point of its grid.</summary>
    public IEnumerable<ActivationConfig> Expand() => Grid.Points(Parameters).Select(point => this with { Parameters = point });

    /// <summary>Name and parameters in one line: <c>extrema(border_tolerance=3)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({Grid.Text(Parameters)})";
}
