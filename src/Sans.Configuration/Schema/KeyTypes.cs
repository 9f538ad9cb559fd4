using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;

namespace Sans.Configuration.Schema;

/// <summary>A key with one value or several swept ones.</summary>
/// <param name="shape">The schema of the key.</param>
/// <param name="form">The conversion of a value.</param>
/// <param name="get">The values of a record, or <see langword="null"/> where it has none.</param>
/// <param name="set">The record with other values.</param>
/// <param name="setting">The name of the setting in tables, where it differs.</param>
internal sealed class SweptKey<TRecord, T>(
    KeySchema shape, ValueForm<T> form, Func<TRecord, Sweep<T>?> get, Func<TRecord, Sweep<T>, TRecord> set, string? setting = null)
    : Key<TRecord>(shape)
    where T : notnull
{
    /// <inheritdoc/>
    public override TRecord Read(TRecord record, MappingValue mapping) =>
        mapping.Find(Name) is null ? record : set(record, mapping.SweepOf(Name, form.Read));

    /// <inheritdoc/>
    public override ConfigValue? Write(TRecord record)
    {
        if (get(record) is not { } sweep)
        {
            return null;
        }

        Sweep<object> written = new(new(sweep.Values.Select(form.Write)));
        return Shape.Value is SweepSchema || written.IsSwept ? new SweepValue(written) : new ScalarValue(written.Values[0]);
    }

    /// <inheritdoc/>
    public override double Count(TRecord record) => get(record)?.Values.Count ?? 1;

    /// <inheritdoc/>
    public override IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) => get(record) is { IsSwept: true } sweep
        ? sweep.Values.Select(value => new SweepPoint<TRecord>(set(record, value), new(Setting(value))))
        : base.Expand(record);

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Settings(TRecord record) => get(record) is { } sweep ? [Setting(sweep.Value)] : [];

    private Parameter Setting(T value) => new(setting ?? Name, form.Write(value));
}

/// <summary>A key that cannot be swept.</summary>
/// <param name="shape">The schema of the key.</param>
/// <param name="read">The record with a value.</param>
/// <param name="write">The value of a record, or <see langword="null"/> where it has none.</param>
internal sealed class PlainKey<TRecord>(
    KeySchema shape, Func<TRecord, ConfigValue, TRecord> read, Func<TRecord, ConfigValue?> write) : Key<TRecord>(shape)
{
    /// <inheritdoc/>
    public override TRecord Read(TRecord record, MappingValue mapping) => mapping.Find(Name) is { } value ? read(record, value) : record;

    /// <inheritdoc/>
    public override ConfigValue? Write(TRecord record) => write(record);
}

/// <summary>A mapping within a mapping.</summary>
/// <param name="shape">The schema of the key.</param>
/// <param name="keys">Its keys.</param>
/// <param name="get">The record within a record, or <see langword="null"/> where there is none.</param>
/// <param name="set">The record with another one within.</param>
/// <param name="prepare">The conversion of its values from the form in the file, where that differs.</param>
internal sealed class NestedKey<TRecord, TInner>(
    KeySchema shape,
    Keys<TInner> keys,
    Func<TRecord, TInner?> get,
    Func<TRecord, TInner, TRecord> set,
    Func<MappingValue, MappingValue>? prepare = null) : Key<TRecord>(shape)
    where TInner : class
{
    /// <inheritdoc/>
    public override TRecord Read(TRecord record, MappingValue mapping) =>
        mapping.Find(Name) is MappingValue own ? set(record, keys.Read(prepare?.Invoke(own) ?? own)) : record;

    /// <inheritdoc/>
    public override ConfigValue? Write(TRecord record) => get(record) is { } own ? keys.Write(own) : null;

    /// <inheritdoc/>
    public override double Count(TRecord record) => get(record) is { } own ? keys.Count(own) : 1;

    /// <inheritdoc/>
    public override IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) =>
        get(record) is { } own
            ? keys.Expand(own).Select(p => new SweepPoint<TRecord>(set(record, p.Value), p.Settings))
            : base.Expand(record);

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Settings(TRecord record) => get(record) is { } own ? keys.Settings(own) : [];
}

/// <summary>A named value with keys of its own, one of several.</summary>
/// <param name="shape">Name, summary and default of the key. Its schema is made from the variants.</param>
/// <param name="noun">The noun for messages.</param>
/// <param name="variants">The variants, in their order.</param>
/// <param name="nameOf">The name of a record's variant.</param>
/// <param name="get">The record within a record, or <see langword="null"/> where there is none.</param>
/// <param name="set">The record with another one within.</param>
internal sealed class VariantKey<TRecord, TInner>(
    KeySchema shape,
    string noun,
    (string Name, string Summary, Keys<TInner> Keys)[] variants,
    Func<TInner, string> nameOf,
    Func<TRecord, TInner?> get,
    Func<TRecord, TInner, TRecord> set)
    : Key<TRecord>(shape with
    {
        Value = new VariantSchema(
        noun, new(variants.Select(v => new Variant(v.Name, v.Summary, v.Keys.Shape))), DiagnosticRules.UnknownChoice)
    })
    where TInner : class
{
    /// <inheritdoc/>
    public override TRecord Read(TRecord record, MappingValue mapping) =>
        mapping.Find(Name) is VariantValue own ? set(record, KeysOf(own.Name).Read(own.Parameters)) : record;

    /// <inheritdoc/>
    public override ConfigValue? Write(TRecord record) =>
        get(record) is { } own ? new VariantValue(nameOf(own), KeysOf(nameOf(own)).Write(own)) : null;

    /// <inheritdoc/>
    public override double Count(TRecord record) => get(record) is { } own ? KeysOf(nameOf(own)).Count(own) : 1;

    /// <inheritdoc/>
    public override IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) =>
        get(record) is { } own
            ? KeysOf(nameOf(own)).Expand(own).Select(p => new SweepPoint<TRecord>(set(record, p.Value), p.Settings))
            : base.Expand(record);

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Settings(TRecord record) => get(record) is { } own ? KeysOf(nameOf(own)).Settings(own) : [];

    private Keys<TInner> KeysOf(string name) => variants.First(v => v.Name == name).Keys;
}

/// <summary>A key of a record within a record, which stands among the keys of the outer one.</summary>
/// <param name="key">The key.</param>
/// <param name="get">The record within.</param>
/// <param name="set">The record with another one within.</param>
internal sealed class InnerKey<TRecord, TInner>(
    Key<TInner> key, Func<TRecord, TInner> get, Func<TRecord, TInner, TRecord> set) : Key<TRecord>(key.Shape)
{
    /// <inheritdoc/>
    public override TRecord Read(TRecord record, MappingValue mapping) => set(record, key.Read(get(record), mapping));

    /// <inheritdoc/>
    public override ConfigValue? Write(TRecord record) => key.Write(get(record));

    /// <inheritdoc/>
    public override double Count(TRecord record) => key.Count(get(record));

    /// <inheritdoc/>
    public override IEnumerable<SweepPoint<TRecord>> Expand(TRecord record) =>
        key.Expand(get(record)).Select(p => new SweepPoint<TRecord>(set(record, p.Value), p.Settings));

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Settings(TRecord record) => key.Settings(get(record));
}
