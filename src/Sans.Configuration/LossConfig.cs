namespace Sans.Configuration;

/// <summary>One training loss and its parameters.</summary>
/// <param name="Name">The name in YAML, such as <c>huber</c>.</param>
/// <param name="Parameters">Its parameters in the order of the schema.</param>
public sealed record LossConfig(string Name, ValueList<Parameter> Parameters = default)
{
    /// <summary>The mean absolute error, Eq. (14).</summary>
    public static LossConfig MeanAbsoluteError { get; } = new("mae");

    /// <summary>The loss with one value for each parameter, at each point of its grid.</summary>
    public IEnumerable<LossConfig> Expand() => Grid.Points(Parameters).Select(point => this with { Parameters = point });

    /// <summary>Name and parameters in one line: <c>huber(delta=0.5)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({Grid.Text(Parameters)})";
}
