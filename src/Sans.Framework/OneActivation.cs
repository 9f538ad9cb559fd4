using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Activations;

namespace Sans.Framework;

/// <summary>A registry of the one activation of a program, with any parameters.</summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="activation">The activation.</param>
internal sealed class OneActivation<TActivation>(TActivation activation) : IActivationRegistry
    where TActivation : struct, ISparseActivation
{
    private const string Argument = "activation";
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <inheritdoc/>
    public IReadOnlyList<ActivationSchema> Schemas => [];

    /// <inheritdoc/>
    public TResult Visit<TResult>(ActivationConfig config, IActivationVisitor<TResult> visitor) =>
        Refitting.Visit(activation, visitor);

    /// <summary>The activation in the form of YAML: its registered name, and the parameters of its constructor.</summary>
    /// <exception cref="ArgumentException">
    /// The activation has no <see cref="SparseActivationAttribute"/>, or a parameter is out of range or has no form in YAML.
    /// </exception>
    public static ActivationConfig ConfigOf(TActivation activation)
    {
        Type type = typeof(TActivation);
        string name = type.GetCustomAttribute<SparseActivationAttribute>()?.Name
            ?? throw new ArgumentException(
                $"{type.Name} has no [SparseActivation(name)], which a model needs to name it", nameof(activation));
        // A further constructor may be longer than that of the record. Its parameters have no properties.
        ParameterInfo[][] constructors =
            [.. type.GetConstructors().Select(c => c.GetParameters()).Where(p => p.Length > 0).OrderByDescending(p => p.Length)];
        List<Parameter> parameters = [];
        foreach (ParameterInfo parameter in
            constructors.FirstOrDefault(c => c.All(p => PropertyOf(p) is not null)) ?? constructors.FirstOrDefault() ?? [])
        {
            PropertyInfo property = PropertyOf(parameter)
                ?? throw new ArgumentException(
                    $"the parameter '{parameter.Name}' of {type.Name} has no property of its name, so a model cannot hold it",
                    nameof(activation));
            if (property.GetValue(activation) is { } value)
            {
                string key = Snake(parameter.Name!);
                parameters.Add(new Parameter(key, Plain(value, Ranges(parameter, property), $"the parameter '{key}' of '{name}'")));
            }
        }

        return new ActivationConfig(name, new(parameters));
    }

    private static PropertyInfo? PropertyOf(ParameterInfo parameter) => typeof(TActivation).GetProperty(parameter.Name!, AnyCase);

    private static RangeAttribute? Ranges(ParameterInfo parameter, PropertyInfo property) =>
        parameter.GetCustomAttribute<RangeAttribute>() ?? property.GetCustomAttribute<RangeAttribute>();

    private static object Plain(object value, RangeAttribute? range, string subject)
    {
        if (value is Enum word)
        {
            return Enum.IsDefined(word.GetType(), word) ? Snake(word.ToString()) : throw new ArgumentException(
                $"{subject} is {word:D}; it must be one of {string.Join(", ", Enum.GetNames(word.GetType()).Select(Snake))}", Argument);
        }

        if (value is bool)
        {
            return value;
        }

        string text = value switch
        {
            int number => number.ToString(CultureInfo.InvariantCulture),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"{subject} is a {value.GetType().Name}, which a model cannot hold", Argument),
        };
        double plain = double.Parse(text, CultureInfo.InvariantCulture);
        if (!double.IsFinite(plain))
        {
            throw new ArgumentException($"{subject} is {text}; it must be finite", Argument);
        }

        if (range is not null && (plain < EndOf(range.Minimum) || plain > EndOf(range.Maximum)))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{subject} is {text}; it must be from {range.Minimum} to {range.Maximum}"), Argument);
        }

        return value is int whole ? (object)(long)whole : plain;
    }

    private static double EndOf(object end) => Convert.ToDouble(end, CultureInfo.InvariantCulture);

    /// <summary>The name by the rule of the generator: <c>QRSWidth</c> becomes <c>qrs_width</c>.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c)
            && i > 0
            && name[i - 1] != '_'
            && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))
            ? "_" + char.ToLowerInvariant(c)
            : char.ToLowerInvariant(c).ToString()));
}
