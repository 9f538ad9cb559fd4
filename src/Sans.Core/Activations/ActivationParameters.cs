using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>Reads the checked parameters of an activation; generated registries call it.</summary>
public static class ActivationParameters
{
    /// <summary>A whole number.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static int Int32(this ActivationConfig activation, string name) => checked((int)activation.Get<long>(name));

    /// <summary>A whole number, or <see langword="null"/> where it was left out.</summary>
    public static int? Int32OrNull(this ActivationConfig activation, string name) => activation.Has(name) ? activation.Int32(name) : null;

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static double Double(this ActivationConfig activation, string name) => activation.Get<double>(name);

    /// <summary>A number, or <see langword="null"/> where it was left out.</summary>
    public static double? DoubleOrNull(this ActivationConfig activation, string name) => activation.Has(name) ? activation.Double(name) : null;

    /// <summary>A number in single precision.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static float Single(this ActivationConfig activation, string name) => (float)activation.Get<double>(name);

    /// <summary>A number in single precision, or <see langword="null"/> where it was left out.</summary>
    public static float? SingleOrNull(this ActivationConfig activation, string name) => activation.Has(name) ? activation.Single(name) : null;

    /// <summary>A flag.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static bool Boolean(this ActivationConfig activation, string name) => activation.Get<bool>(name);

    private static bool Has(this ActivationConfig activation, string name) => activation.Parameters.Any(p => p.Name == name);

    private static T Get<T>(this ActivationConfig activation, string name) =>
        activation.Parameters.FirstOrDefault(p => p.Name == name)?.Value is T value
            ? value
            : throw new ArgumentException($"'{activation.Name}' has no parameter '{name}' of type {typeof(T).Name}", nameof(name));
}
