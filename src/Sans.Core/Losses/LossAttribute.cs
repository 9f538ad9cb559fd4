namespace Sans.Core.Losses;

/// <summary>Gives a loss its name in YAML.</summary>
/// <param name="name">The name, which <see cref="Sans.Configuration.Schema.LossSchemas"/> lists.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LossAttribute(string name) : Attribute
{
    /// <summary>The name in YAML.</summary>
    public string Name { get; } = name;
}
