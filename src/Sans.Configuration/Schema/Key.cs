using Sans.Configuration.Parsing;

namespace Sans.Configuration.Schema;

/// <summary>
/// One key of a mapping and the member of a record that holds its value. Its declaration is all that schema, reader, writer and
/// sweeps know of it.
/// </summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="shape">What a file may say.</param>
internal abstract class Key<TRecord>(KeySchema shape)
{
    /// <summary>What a file may say.</summary>
    public KeySchema Shape { get; } = shape;

    /// <summary>The name in YAML.</summary>
    public string Name => Shape.Name;

    /// <summary>The record with what a checked mapping says of the key. The same record where it says nothing.</summary>
    public abstract TRecord Read(TRecord record, MappingValue mapping);

    /// <summary>The way back, or <see langword="null"/> where the record has nothing to say.</summary>
    public abstract ConfigValue? Write(TRecord record);

    /// <summary>How many values it takes in turn. A double, because sweeps multiply beyond any integer.</summary>
    public virtual double Count(TRecord record) => 1;

    /// <summary>The record with each of the values that it takes in turn.</summary>
    public virtual IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) => [new(record, default)];

    /// <summary>What can be swept of a record that is not swept, by the names that tables give it.</summary>
    public virtual IEnumerable<Parameter> Settings(TRecord record) => [];
}

/// <summary>A record with one value for each setting.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="Value">The record.</param>
/// <param name="Settings">The settings that differ from point to point, or empty where nothing is swept.</param>
public sealed record SweepPoint<TRecord>(TRecord Value, ValueList<Parameter> Settings);

/// <summary>The keys of a mapping, and the record that it becomes.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="start">A record that nothing was said of.</param>
/// <param name="keys">The keys, in their order.</param>
internal sealed class Keys<TRecord>(TRecord start, params Key<TRecord>[] keys)
{
    /// <summary>What a file may say.</summary>
    public MappingSchema Shape { get; } = new(new(keys.Select(k => k.Shape)));

    /// <summary>The record that a checked mapping describes.</summary>
    public TRecord Read(MappingValue mapping) => keys.Aggregate(start, (record, key) => key.Read(record, mapping));

    /// <summary>The way back.</summary>
    public MappingValue Write(TRecord record) => new(new(keys
        .Select(k => (k.Name, Value: k.Write(record)))
        .Where(k => k.Value is not null)
        .Select(k => new ConfigEntry(k.Name, k.Value!))));

    /// <summary>The number of <see cref="Expand"/>.</summary>
    public double Count(TRecord record) => keys.Aggregate(1.0, (count, key) => count * key.Count(record));

    /// <summary>Every value of one key with every value of the others, the first key changing slowest.</summary>
    public IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) => keys.Aggregate(
        (IEnumerable<SweepPoint<TRecord>>)[new SweepPoint<TRecord>(record, default)],
        (points, key) => points.SelectMany(p => key.Expand(p.Value).Select(q => q.Settings.Count == 0
            ? p with { Value = q.Value }
            : new SweepPoint<TRecord>(q.Value, new(p.Settings.Concat(q.Settings))))));

    /// <summary>What can be swept of a record that is not swept, by the names that tables give it.</summary>
    public IEnumerable<Parameter> Settings(TRecord record) => keys.SelectMany(k => k.Settings(record));
}
