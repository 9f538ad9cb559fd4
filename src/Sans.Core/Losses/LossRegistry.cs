using System.Collections.Concurrent;
using System.Reflection;
using Sans.Configuration;
using Sans.Configuration.Schema;

namespace Sans.Core.Losses;

/// <summary>The losses by their names in YAML.</summary>
public static class LossRegistry
{
    private static readonly Lazy<Dictionary<string, Type>> Types = new(FindTypes);
    private static readonly ConcurrentDictionary<LossConfig, ILoss> Made = new();

    /// <summary>The names of the losses, in no particular order.</summary>
    public static IReadOnlyCollection<string> Names => Types.Value.Keys;

    /// <summary>The loss of a training.</summary>
    /// <param name="config">Name and parameters, checked against <see cref="LossSchemas"/>. The default is the mean absolute error.</param>
    /// <exception cref="ArgumentException">No loss has that name, or a parameter is missing.</exception>
    public static ILoss Of(LossConfig? config) => Made.GetOrAdd(config ?? LossConfig.MeanAbsoluteError, Make);

    private static ILoss Make(LossConfig config)
    {
        Type type = Types.Value.GetValueOrDefault(config.Name)
            ?? throw new ArgumentException($"there is no loss '{config.Name}'", nameof(config));
        ParameterInfo[] parameters = type.GetConstructors().MaxBy(c => c.GetParameters().Length)?.GetParameters() ?? [];
        return (ILoss)Activator.CreateInstance(type, [.. parameters.Select(p => Value(config, p.Name!))])!;
    }

    /// <summary>The value of <c>snake_case</c> in YAML for <c>SnakeCase</c> in C#.</summary>
    private static object Value(LossConfig config, string name) =>
        config.Parameters.FirstOrDefault(
            p => p.Name.Replace("_", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase))?.Value
        ?? throw new ArgumentException($"the loss '{config.Name}' needs '{name}'", nameof(config));

    private static Dictionary<string, Type> FindTypes() => typeof(ILoss).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(ILoss).Namespace)
        .Select(t => (Type: t, t.GetCustomAttribute<LossAttribute>()?.Name))
        .Where(t => t.Name is not null)
        .ToDictionary(t => t.Name!, t => t.Type, StringComparer.Ordinal);
}
