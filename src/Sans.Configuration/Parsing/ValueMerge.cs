namespace Sans.Configuration.Parsing;

/// <summary>Merges checked values by the rules of <see cref="NodeMerge"/>.</summary>
internal static class ValueMerge
{
    /// <summary>Merges both. <paramref name="over"/> takes precedence.</summary>
    public static ConfigValue Merge(ConfigValue under, ConfigValue over) => (under, over) switch
    {
        (MappingValue left, MappingValue right) => Merge(left, right),
        (VariantValue left, VariantValue right) when left.Name == right.Name =>
            new VariantValue(left.Name, Merge(left.Parameters, right.Parameters)),
        _ => over,
    };

    /// <summary>
    /// The values that give <paramref name="over"/> when merged over <paramref name="under"/>. The result has all its keys
    /// except those with an alternative.
    /// </summary>
    public static MappingValue Difference(MappingValue under, MappingValue over) => new(new(over.Entries
        .Where(e => !e.Value.Equals(under.Find(e.Key)))
        .Select(e => new ConfigEntry(e.Key, Difference(under.Find(e.Key), e.Value)))));

    private static ConfigValue Difference(ConfigValue? under, ConfigValue over) => (under, over) switch
    {
        (MappingValue left, MappingValue right) => Difference(left, right),
        (VariantValue left, VariantValue right) when left.Name == right.Name =>
            new VariantValue(left.Name, Difference(left.Parameters, right.Parameters)),
        _ => over,
    };

    private static MappingValue Merge(MappingValue under, MappingValue over) => new(new(under.Entries
        .Select(e => over.Find(e.Key) is { } value ? new ConfigEntry(e.Key, Merge(e.Value, value)) : e)
        .Concat(over.Entries.Where(e => under.Find(e.Key) is null))));
}
