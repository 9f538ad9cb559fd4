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
    /// <inheritdoc/>
    public IReadOnlyList<ActivationSchema> Schemas => [];

    /// <inheritdoc/>
    public TResult Visit<TResult>(ActivationConfig config, IActivationVisitor<TResult> visitor) =>
        Refitting.Visit(activation, visitor);

    /// <summary>The activation in the form of YAML: its registered name, and the parameters of its constructor.</summary>
    /// <exception cref="ArgumentException">
    /// The activation has no <see cref="SparseActivationAttribute"/>, or a parameter without a form in YAML.
    /// </exception>
    public static ActivationConfig ConfigOf(TActivation activation)
    {
        Type type = typeof(TActivation);
        string name = type.GetCustomAttribute<SparseActivationAttribute>()?.Name
            ?? throw new ArgumentException(
                $"{type.Name} has no [SparseActivation(name)], which a model needs to name it", nameof(activation));
        ConstructorInfo? constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length);
        List<Parameter> parameters = [];
        foreach (ParameterInfo parameter in constructor?.GetParameters() ?? [])
        {
            object? value = type.GetProperty(parameter.Name!)?.GetValue(activation);
            if (value is not null)
            {
                parameters.Add(new Parameter(Snake(parameter.Name!), Plain(value, parameter.Name!)));
            }
        }

        return new ActivationConfig(name, new(parameters));
    }

    private static object Plain(object value, string name) => value switch
    {
        int number => (long)number,
        float number => double.Parse(
            number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture),
        double or bool => value,
        Enum word => Snake(word.ToString()),
        _ => throw new ArgumentException($"the parameter '{name}' is a {value.GetType().Name}, which a model cannot hold"),
    };

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c)
            ? (i > 0 && !char.IsUpper(name[i - 1]) ? "_" : "") + char.ToLowerInvariant(c)
            : c.ToString()));
}
