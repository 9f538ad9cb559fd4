using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>Registers a sparse activation under a name, for use in YAML.</summary>
/// <param name="name">The name in YAML, snake_case.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class SparseActivationAttribute(string name) : Attribute
{
    /// <summary>The name in YAML, snake_case.</summary>
    public string Name { get; } = name;

    /// <summary>The signals that it can select from. The default is one-dimensional signals.</summary>
    public SignalDimensions Dimensions { get; init; } = SignalDimensions.One;
}

/// <summary>
/// The generator's record of an activation in an assembly. Experiments in other assemblies read names, parameters and ranges from
/// it at build time. It is not written by hand.
/// </summary>
/// <param name="name">The name in YAML.</param>
/// <param name="type">The C# type, fully qualified with <c>global::</c>.</param>
/// <param name="dimensions">A <see cref="SignalDimensions"/> as a number.</param>
/// <param name="summary">One sentence about the positions that it keeps.</param>
/// <param name="parameters">One per constructor parameter: name, C# parameter name, type, nullable, default, minimum, maximum,
/// summary, enumeration and words, separated by tabs.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class SparseActivationManifestAttribute(
    string name, string type, int dimensions, string summary, params string[] parameters) : Attribute
{
    /// <summary>The name in YAML.</summary>
    public string Name { get; } = name;

    /// <summary>The C# type, fully qualified.</summary>
    public string Type { get; } = type;

    /// <summary>The signals that it can select from: a <see cref="SignalDimensions"/> as a number.</summary>
    public int Dimensions { get; } = dimensions;

    /// <summary>One sentence about the positions that it keeps.</summary>
    public string Summary { get; } = summary;

    /// <summary>The parameters in encoded form.</summary>
    public IReadOnlyList<string> Parameters { get; } = parameters;
}
