namespace Sans.Configuration.Schema;

/// <summary>The C# type of an activation's parameter.</summary>
public enum ParameterType
{
    /// <summary>A whole number, <see cref="int"/>.</summary>
    Int32,

    /// <summary>A number in single precision, <see cref="float"/>.</summary>
    Single,

    /// <summary>A number in double precision, <see cref="double"/>.</summary>
    Double,

    /// <summary>A flag, <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>An enumeration: one of its members, as a word in snake_case.</summary>
    Word,
}

/// <summary>The schema of one registered activation: its name and parameters in YAML.</summary>
/// <param name="Name">The name in YAML, snake_case.</param>
/// <param name="Dimensions">The signals it can select from.</param>
/// <param name="Summary">One sentence about the positions that it keeps.</param>
/// <param name="Parameters">Its parameters in the order of its constructor.</param>
public sealed record ActivationSchema(
    string Name, SignalDimensions Dimensions, string Summary, ValueList<ActivationParameter> Parameters)
{
    /// <summary>
    /// Whether its C# code has a mistake, which is reported there. An experiment that names it is neither read nor reported.
    /// </summary>
    public bool IsBroken { get; init; }
}

/// <summary>One parameter of an activation.</summary>
/// <param name="Name">The key in YAML, snake_case.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="IsNullable">Whether it may be left out, because its value then follows from the kernel size.</param>
/// <param name="Default">The default as YAML, or <see langword="null"/> where there is none.</param>
/// <param name="Minimum">The least allowed value. Of no meaning for flags and words.</param>
/// <param name="Maximum">The greatest allowed value. Of no meaning for flags and words.</param>
/// <param name="Summary">Its meaning, with its unit.</param>
public sealed record ActivationParameter(
    string Name, ParameterType Type, bool IsNullable, string? Default, double Minimum, double Maximum, string Summary)
{
    /// <summary>The words of an enumeration, in the order of their values. Other types have none.</summary>
    public ValueList<string> Words { get; init; }

    /// <summary>The parameter as a key of the activation's mapping.</summary>
    public KeySchema ToKey() => new(Name, Schema, Summary, Default, IsNullable);

    private ValueSchema Schema => Type switch
    {
        ParameterType.Int32 => new IntegerSchema((long)Minimum, (long)Maximum),
        ParameterType.Boolean => new FlagSchema(),
        ParameterType.Word => new ChoiceSchema(Words),
        _ => new NumberSchema(Minimum, Maximum)
        {
            Precision = Type == ParameterType.Single
            ? NumberPrecision.Single
            : NumberPrecision.Double
        },
    };
}
