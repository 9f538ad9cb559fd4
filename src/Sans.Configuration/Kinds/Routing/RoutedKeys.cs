using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>The keys that kinds of routed networks share, and their parts, read from checked values and written back.</summary>
internal static class RoutedKeys
{
    private static readonly RoutedPart DefaultDomain = new("cube", new(new Parameter("low", -1.0), new Parameter("high", 1.0)));

    private static readonly Keys<PointCounts> Points = new(
        new PointCounts(2, 2, 2),
        KeyOf<PointCounts>.Whole(
            "train",
            2,
            RoutedSchemas.MostPoints,
            "Inputs to learn from (our choice: 16384).",
            "16384",
            p => p.Train,
            (p, v) => p with { Train = v }),
        KeyOf<PointCounts>.Whole(
            "validation",
            2,
            RoutedSchemas.MostPoints,
            "Inputs by which parameters of a fit are chosen.",
            "2048",
            p => p.Validation,
            (p, v) => p with { Validation = v }),
        KeyOf<PointCounts>.Whole(
            "test", 2, RoutedSchemas.MostPoints, "Inputs for the table.", "4096", p => p.Test, (p, v) => p with { Test = v }));

    /// <summary>A key whose value is a part.</summary>
    /// <param name="shape">The allowed values.</param>
    /// <param name="get">The part of a record, or <see langword="null"/> where it has none.</param>
    /// <param name="set">The record with another part.</param>
    public static Key<T> Part<T>(KeySchema shape, Func<T, RoutedPart?> get, Func<T, RoutedPart, T> set) =>
        new PlainKey<T>(shape, (record, value) => set(record, Read((VariantValue)value)), record => get(record) is { } part
            ? Write(part)
            : null);

    /// <summary>A key whose values are a list or a range.</summary>
    /// <param name="shape">The allowed values.</param>
    /// <param name="get">The values of a record.</param>
    /// <param name="set">The record with other values.</param>
    public static Key<T> Sizes<T>(KeySchema shape, Func<T, Sweep<int>> get, Func<T, Sweep<int>, T> set) =>
        new SweptKey<T, int>(shape, ValueForm.Whole, get, set);

    /// <summary>The key <c>points</c>.</summary>
    /// <param name="get">The numbers of a record.</param>
    /// <param name="set">The record with other numbers.</param>
    public static Key<T> PointsOf<T>(Func<T, PointCounts> get, Func<T, PointCounts, T> set) =>
        new NestedKey<T, PointCounts>(new KeySchema("points", Points.Shape, "Numbers of inputs.", "{}"), Points, get, set);

    /// <summary>The domain of a file: the one that it names, else none for a table and the cube for other targets.</summary>
    /// <param name="domain">The domain that it names.</param>
    /// <param name="target">Its target.</param>
    public static RoutedPart? DomainOf(RoutedPart? domain, RoutedPart target) =>
        domain ?? (target.Name == RoutedSchemas.Table ? null : DefaultDomain);

    /// <summary>Reads a named part with its parameters.</summary>
    /// <param name="value">The value in the file.</param>
    /// <param name="without">Keys that are not its parameters.</param>
    public static RoutedPart Read(VariantValue value, params string[] without) =>
        new(value.Name, ValueAccess.Parameters(value.Parameters.Entries.Where(e => !without.Contains(e.Key))));

    /// <summary>Writes a part.</summary>
    public static VariantValue Write(RoutedPart part) => new(part.Name, OfParameters(part.Parameters));
}
