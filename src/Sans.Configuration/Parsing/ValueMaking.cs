namespace Sans.Configuration.Parsing;

/// <summary>Makes checked values from an experiment. It is the inverse of <see cref="ValueAccess"/>.</summary>
internal static class ValueMaking
{
    public static MappingValue Mapping(params (string Key, ConfigValue Value)[] entries) =>
        new(new(entries.Select(e => new ConfigEntry(e.Key, e.Value))));

    public static ListValue List(IEnumerable<ConfigValue> items) => new(new(items));

    public static ScalarValue Scalar(int value) => new((long)value);

    public static ScalarValue Scalar(double value) => new(value);

    public static ScalarValue Scalar(bool value) => new(value);

    public static ScalarValue Scalar(string value) => new(value);

    /// <summary>The value of a key that always has several values.</summary>
    public static SweepValue Values<T>(Sweep<T> sweep)
        where T : notnull => new(new Sweep<object>(new(sweep.Values.Select(v => v is int number ? (object)(long)number : v))));

    /// <summary>The value of a key that may have a sweep.</summary>
    public static ConfigValue ScalarOrSweep<T>(Sweep<T> sweep)
        where T : notnull => Values(sweep) is var values && sweep.IsSwept ? values : new ScalarValue(values.Sweep.Values[0]);

    /// <summary>The mapping of parameters, each a scalar or a sweep.</summary>
    public static MappingValue OfParameters(IEnumerable<Parameter> parameters) =>
        new(new(parameters.Select(p => new ConfigEntry(p.Name, p.Value switch
        {
            Sweep<object> sweep => (ConfigValue)new SweepValue(sweep),
            ListedValues list => new SweepValue(new Sweep<object>(list.Items)),
            _ => new ScalarValue(p.Value),
        }))));
}
