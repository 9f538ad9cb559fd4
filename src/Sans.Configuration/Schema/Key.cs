using Sans.Configuration.Parsing;

namespace Sans.Configuration.Schema;

/// <summary>
/// One key of a mapping and the member of a record that holds its value. Schema, reader, writer and sweeps all derive from it.
/// </summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="shape">The schema of the key.</param>
internal abstract class Key<TRecord>(KeySchema shape)
{
    /// <summary>The schema of the key.</summary>
    public KeySchema Shape { get; } = shape;

    /// <summary>The name in YAML.</summary>
    public string Name => Shape.Name;

    /// <summary>
    /// The record with the value of the key in a checked mapping. It is the same record where the key is absent.
    /// </summary>
    public abstract TRecord Read(TRecord record, MappingValue mapping);

    /// <summary>The value of the key in a record, or <see langword="null"/> where it has none.</summary>
    public abstract ConfigValue? Write(TRecord record);

    /// <summary>The number of values of a sweep. It is a double, because sweeps multiply beyond any integer.</summary>
    public virtual double Count(TRecord record) => 1;

    /// <summary>The record with each of its swept values.</summary>
    public virtual IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) => [new(record, default)];

    /// <summary>The settings of one point that a sweep can change, by their names in tables.</summary>
    public virtual IEnumerable<Parameter> Settings(TRecord record) => [];
}

/// <summary>A record with one value for each setting.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="Value">The record.</param>
/// <param name="Settings">The settings that differ from point to point, or empty where nothing is swept.</param>
public sealed record SweepPoint<TRecord>(TRecord Value, ValueList<Parameter> Settings);

/// <summary>The keys of a mapping, and the record that it becomes.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <param name="start">The record before any key is read.</param>
/// <param name="keys">The keys, in their order.</param>
internal sealed class Keys<TRecord>(TRecord start, params Key<TRecord>[] keys)
{
    /// <summary>The schema of the mapping.</summary>
    public MappingSchema Shape { get; } = new(new(keys.Select(k => k.Shape)));

    /// <summary>The record that a checked mapping describes.</summary>
    public TRecord Read(MappingValue mapping) => keys.Aggregate(start, (record, key) => key.Read(record, mapping));

    /// <summary>The mapping that describes a record.</summary>
    public MappingValue Write(TRecord record) => new(new(keys
        .Select(k => (k.Name, Value: k.Write(record)))
        .Where(k => k.Value is not null)
        .Select(k => new ConfigEntry(k.Name, k.Value!))));

    /// <summary>The number of points of <see cref="Expand"/>.</summary>
    public double Count(TRecord record) => keys.Aggregate(1.0, (count, key) => count * key.Count(record));

    /// <summary>All combinations of the values of the keys. The first key changes slowest.</summary>
    public IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) => keys.Aggregate(
        (IEnumerable<SweepPoint<TRecord>>)[new SweepPoint<TRecord>(record, default)],
        (points, key) => points.SelectMany(p => key.Expand(p.Value).Select(q => q.Settings.Count == 0
            ? p with { Value = q.Value }
            : new SweepPoint<TRecord>(q.Value, new(p.Settings.Concat(q.Settings))))));

    /// <summary>The settings of one point that a sweep can change, by their names in tables.</summary>
    public IEnumerable<Parameter> Settings(TRecord record) => keys.SelectMany(k => k.Settings(record));
}
