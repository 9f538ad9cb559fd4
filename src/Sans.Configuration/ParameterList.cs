namespace Sans.Configuration;

/// <summary>Reads checked parameters.</summary>
public static class ParameterList
{
    /// <summary>Whether a parameter was given or has a default.</summary>
    public static bool Has(this ValueList<Parameter> parameters, string name) => parameters.Any(p => p.Name == name);

    /// <summary>The value of a parameter.</summary>
    /// <typeparam name="T"><see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>.</typeparam>
    /// <exception cref="ArgumentException">There is no such parameter of that type.</exception>
    public static T Get<T>(this ValueList<Parameter> parameters, string name) =>
        parameters.FirstOrDefault(p => p.Name == name)?.Value is T value
            ? value
            : throw new ArgumentException($"there is no parameter '{name}' of type {typeof(T).Name}", nameof(name));
}
