using Sans.Configuration;
using Sans.Configuration.Parsing;

namespace Sans.Core.Activations;

/// <summary>Reads the checked parameters of an activation. Generated registries call it.</summary>
public static class ActivationParameters
{
    /// <summary>Reads a whole number.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static int Int32(this ActivationConfig activation, string name) => checked((int)activation.Parameters.Get<long>(name));

    /// <summary>Reads a whole number. It is <see langword="null"/> where it was left out.</summary>
    public static int? Int32OrNull(this ActivationConfig activation, string name) =>
        activation.Parameters.Has(name) ? activation.Int32(name) : null;

    /// <summary>Reads a number.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static double Double(this ActivationConfig activation, string name) => activation.Parameters.Get<double>(name);

    /// <summary>Reads a number. It is <see langword="null"/> where it was left out.</summary>
    public static double? DoubleOrNull(this ActivationConfig activation, string name) =>
        activation.Parameters.Has(name) ? activation.Double(name) : null;

    /// <summary>Reads a number in single precision.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static float Single(this ActivationConfig activation, string name) => (float)activation.Parameters.Get<double>(name);

    /// <summary>Reads a number in single precision. It is <see langword="null"/> where it was left out.</summary>
    public static float? SingleOrNull(this ActivationConfig activation, string name) =>
        activation.Parameters.Has(name) ? activation.Single(name) : null;

    /// <summary>Reads a flag.</summary>
    /// <exception cref="ArgumentException">The parameter is missing.</exception>
    public static bool Boolean(this ActivationConfig activation, string name) => activation.Parameters.Get<bool>(name);

    /// <summary>Reads a member of an enumeration, written as a word in snake_case.</summary>
    /// <exception cref="ArgumentException">The parameter is missing, or no member has this name.</exception>
    public static T Word<T>(this ActivationConfig activation, string name)
        where T : struct, Enum =>
            Enum.Parse<T>(activation.Parameters.Get<string>(name).Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>Reads a member of an enumeration. It is <see langword="null"/> where it was left out.</summary>
    /// <exception cref="ArgumentException">No member has this name.</exception>
    public static T? WordOrNull<T>(this ActivationConfig activation, string name)
        where T : struct, Enum => activation.Parameters.Has(name) ? activation.Word<T>(name) : null;
}
