using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Generators.Diagnostics;

namespace Sans.Generators.Activations;

/// <summary>One activation, with all that generated code needs.</summary>
/// <param name="Schema">Its schema in YAML.</param>
/// <param name="Type">The C# type, fully qualified with <c>global::</c>.</param>
/// <param name="Constructor">The parameters of the constructor in C#, in the order of the schema's.</param>
/// <param name="IsPublic">Whether other assemblies can use it.</param>
internal sealed record ActivationModel(ActivationSchema Schema, string Type, ValueList<ConstructorParameter> Constructor, bool IsPublic)
{
    /// <summary>The name in YAML.</summary>
    public string Name => Schema.Name;

    /// <summary>The type in messages.</summary>
    public string TypeForMessages => Type.StartsWith("global::", StringComparison.Ordinal) ? Type.Substring("global::".Length) : Type;
}

/// <summary>A parameter of an activation's constructor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Enumeration">Its type where that is an enumeration, fully qualified with <c>global::</c>, else empty.</param>
internal sealed record ConstructorParameter(string Name, string Enumeration);

/// <summary>The result of reading one attributed type.</summary>
/// <param name="Name">The name that the attribute gives, or empty where it gives none.</param>
/// <param name="Model">The activation, or <see langword="null"/> where it has a mistake.</param>
/// <param name="Location">The place of the attribute.</param>
/// <param name="Diagnostics">Its mistakes.</param>
internal sealed record ActivationReading(string Name, ActivationModel? Model, LocationInfo Location, ValueList<DiagnosticInfo> Diagnostics);
