using Sans.Configuration.Parsing;

namespace Sans.Configuration.Schema;

/// <summary>Declares the common forms of keys.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal static class KeyOf<TRecord>
{
    /// <summary>Makes a key for a flag.</summary>
    public static Key<TRecord> Flag(string name, string summary, string usual, Func<TRecord, bool> get, Func<TRecord, bool, TRecord> set) =>
        Plain(new KeySchema(name, new FlagSchema(), summary, usual), get, (r, v) => set(r, (bool)v), v => v);

    /// <summary>Makes a key for a number that cannot be swept.</summary>
    public static Key<TRecord> Number(
        string name, NumberSchema shape, string summary, string usual, Func<TRecord, double> get, Func<TRecord, double, TRecord> set) =>
        Plain(new KeySchema(name, shape, summary, usual), get, (r, v) => set(r, (double)v), v => v);

    /// <summary>Makes a key for a whole number that cannot be swept.</summary>
    public static Key<TRecord> Whole(
        string name, long least, long most, string summary, string? usual, Func<TRecord, int> get, Func<TRecord, int, TRecord> set) =>
        Plain(
            new KeySchema(name, new IntegerSchema(least, most), summary, usual),
            get,
            (r, v) => set(r, ValueForm.Whole.Read(v)),
            ValueForm.Whole.Write);

    /// <summary>Makes a key for a choice that cannot be swept.</summary>
    public static Key<TRecord> Choice<T>(
        string name, Words<T> words, string summary, string usual, Func<TRecord, T> get, Func<TRecord, T, TRecord> set)
        where T : notnull =>
            Plain(new KeySchema(name, words.Shape, summary, usual), get, (r, v) => set(r, words.Of((string)v)), v => words.Of(v));

    /// <summary>Makes a key for a list of whole numbers.</summary>
    public static Key<TRecord> WholeList(KeySchema shape, Func<TRecord, ValueList<int>?> get, Func<TRecord, ValueList<int>, TRecord> set) =>
        new PlainKey<TRecord>(
        shape,
        (r, value) => set(r, new(((ListValue)value).Items.Select(i => ValueForm.Whole.Read(((ScalarValue)i).Value)))),
        r => get(r) is { } list ? ValueMaking.List(list.Select(i => ValueMaking.Scalar(i))) : null);

    /// <summary>Makes a key for a list of numbers.</summary>
    public static Key<TRecord> NumberList(
        KeySchema shape, Func<TRecord, ValueList<double>?> get, Func<TRecord, ValueList<double>, TRecord> set) =>
        new PlainKey<TRecord>(
        shape,
        (r, value) => set(r, new(((ListValue)value).Items.Select(i => ValueForm.Number.Read(((ScalarValue)i).Value)))),
        r => get(r) is { } list ? ValueMaking.List(list.Select(i => ValueMaking.Scalar(i))) : null);

    /// <summary>Makes a key for one or several numbers.</summary>
    public static Key<TRecord> SweptNumber(
        string name,
        NumberSchema shape,
        string summary,
        string? usual,
        Func<TRecord, Sweep<double>> get,
        Func<TRecord, Sweep<double>, TRecord> set,
        string? setting = null) =>
        new SweptKey<TRecord, double>(
            new KeySchema(name, shape, summary, usual) { IsSweepable = true }, ValueForm.Number, get, set, setting);

    /// <summary>Makes a key for one or several whole numbers.</summary>
    public static Key<TRecord> SweptWhole(
        string name,
        long least,
        long most,
        string summary,
        string? usual,
        Func<TRecord, Sweep<int>> get,
        Func<TRecord, Sweep<int>, TRecord> set,
        bool isOptional = false) =>
        new SweptKey<TRecord, int>(
            new KeySchema(name, new IntegerSchema(least, most), summary, usual, isOptional) { IsSweepable = true },
            ValueForm.Whole,
            get,
            set);

    /// <summary>Makes a key for one or several choices.</summary>
    public static Key<TRecord> SweptChoice<T>(
        string name, Words<T> words, string summary, string usual, Func<TRecord, Sweep<T>?> get, Func<TRecord, Sweep<T>, TRecord> set)
        where T : notnull =>
            new SweptKey<TRecord, T>(new KeySchema(name, words.Shape, summary, usual) { IsSweepable = true }, words.Form, get, set);

    private static PlainKey<TRecord> Plain<T>(
        KeySchema shape, Func<TRecord, T> get, Func<TRecord, object, TRecord> set, Func<T, object> write) =>
        new(shape, (r, value) => set(r, ((ScalarValue)value).Value), r => new ScalarValue(write(get(r))));
}
