namespace Sans.Configuration.Parsing;

/// <summary>A checked value of an experiment, defaults filled in. Equal when it says the same, wherever it stood.</summary>
public abstract record ConfigValue;

/// <summary>
/// A number (<see cref="long"/> or <see cref="double"/>), a flag (<see cref="bool"/>), or a word or text (<see cref="string"/>).
/// </summary>
public sealed record ScalarValue(object Value) : ConfigValue;

/// <summary>The values of a sweep, each as a <see cref="ScalarValue"/> has it.</summary>
public sealed record SweepValue(Sweep<object> Sweep) : ConfigValue;

/// <summary>A list.</summary>
public sealed record ListValue(ValueList<ConfigValue> Items) : ConfigValue;

/// <summary>A mapping, its keys in the order of the schema. Optional keys that were left out are absent.</summary>
public sealed record MappingValue(ValueList<ConfigEntry> Entries) : ConfigValue
{
    /// <summary>The value of a key, or <see langword="null"/>.</summary>
    public ConfigValue? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;
}

/// <summary>One key of a mapping and its value.</summary>
public sealed record ConfigEntry(string Key, ConfigValue Value);

/// <summary>A named thing with its parameters.</summary>
public sealed record VariantValue(string Name, MappingValue Parameters) : ConfigValue;
