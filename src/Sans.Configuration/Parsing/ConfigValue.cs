namespace Sans.Configuration.Parsing;

/// <summary>A checked value of an experiment, with defaults filled in. Equality ignores the place of the text.</summary>
public abstract record ConfigValue;

/// <summary>
/// A number (<see cref="long"/> or <see cref="double"/>), a flag (<see cref="bool"/>), or a word or text (<see cref="string"/>).
/// </summary>
public sealed record ScalarValue(object Value) : ConfigValue;

/// <summary>The values of a sweep, each as in a <see cref="ScalarValue"/>.</summary>
public sealed record SweepValue(Sweep<object> Sweep) : ConfigValue;

/// <summary>A list.</summary>
public sealed record ListValue(ValueList<ConfigValue> Items) : ConfigValue;

/// <summary>A mapping with its keys in the order of the schema. Optional keys without a value are absent.</summary>
public sealed record MappingValue(ValueList<ConfigEntry> Entries) : ConfigValue
{
    /// <summary>The value of a key, or <see langword="null"/>.</summary>
    public ConfigValue? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;
}

/// <summary>One key of a mapping and its value.</summary>
public sealed record ConfigEntry(string Key, ConfigValue Value);

/// <summary>A named thing with its parameters.</summary>
public sealed record VariantValue(string Name, MappingValue Parameters) : ConfigValue;
