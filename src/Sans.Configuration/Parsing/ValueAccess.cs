namespace Sans.Configuration.Parsing;

/// <summary>Access to the values of a checked mapping, which follows its schema.</summary>
internal static class ValueAccess
{
    public static T Get<T>(this MappingValue mapping, string key)
        where T : ConfigValue =>
        mapping.Find(key) as T ?? throw new InvalidOperationException($"the schema promises a {typeof(T).Name} at '{key}'");

    public static string Text(this MappingValue mapping, string key) => (string)mapping.Get<ScalarValue>(key).Value;

    public static int Integer(this MappingValue mapping, string key) => Whole(mapping.Get<ScalarValue>(key).Value);

    public static Sweep<int> WholeSweep(this MappingValue mapping, string key) => mapping.SweepOf(key, Whole);

    /// <summary>The value or values of a key, each converted.</summary>
    public static Sweep<T> SweepOf<T>(this MappingValue mapping, string key, Func<object, T> convert)
        where T : notnull =>
        new(new ValueList<T>((mapping.Find(key) switch
        {
            SweepValue sweep => sweep.Sweep.Values,
            ScalarValue scalar => new(scalar.Value),
            _ => throw new InvalidOperationException($"the schema promises a value at '{key}'"),
        }).Select(convert)));

    public static MappingValue Mapping(this MappingValue mapping, string key) => mapping.Get<MappingValue>(key);

    public static IEnumerable<VariantValue> Variants(this MappingValue mapping, string key) =>
        mapping.Get<ListValue>(key).Items.Cast<VariantValue>();

    /// <summary>The parameters of a mapping, each a scalar or a sweep.</summary>
    public static ValueList<Parameter> Parameters(IEnumerable<ConfigEntry> entries) => new(entries.Select(e => new Parameter(
        e.Key,
        e.Value is SweepValue sweep ? sweep.Sweep : ((ScalarValue)e.Value).Value)));

    private static int Whole(object value) => checked((int)(long)value);
}
