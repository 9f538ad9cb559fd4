using Sans.Configuration.Parsing;

namespace Sans.Configuration;

/// <summary>
/// A named value: a <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>, a
/// <see cref="Sweep{T}"/> of them, or <see cref="ListedValues"/>.
/// </summary>
public sealed record Parameter(string Name, object Value)
{
    /// <summary>The value, or each value of the sweep.</summary>
    public ValueList<object> Values => Value is Sweep<object> sweep ? sweep.Values : new(Value);

    /// <summary>The value as YAML writes it.</summary>
    public string Text => Value is Sweep<object> or ListedValues ? Value.ToString()! : ResolvedYaml.Scalar(Value);
}
