using System.Collections;
using System.Reflection;
using Sans.Configuration;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>
/// Writes an <see cref="ExperimentConfig"/> as the C# expression that builds an equal one. It follows the constructors of the
/// records, so that a new record or property needs no change here.
/// </summary>
internal static class ConfigLiteral
{
    /// <summary>
    /// Writes <c>head new ...(...)tail</c>, with a line per argument where an argument is more than a scalar.
    /// </summary>
    public static void Write(SourceWriter writer, string head, object? value, string tail)
    {
        if (OnOneLine(value) is { } line)
        {
            writer.Line(head + line + tail);
            return;
        }

        (string open, (string Head, object? Value)[] arguments) = value is IEnumerable list
            ? ("new(", list.Cast<object?>().Select(item => ("", item)).ToArray())
            : ($"new {TypeName(value!.GetType())}(", Arguments(value));
        (string Name, object? Value)[] more = value is IEnumerable ? [] : Initialized(value!);
        writer.Line(head + open);
        writer.Indented(() =>
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                Write(writer, arguments[i].Head, arguments[i].Value, i < arguments.Length - 1 ? "," : ")" + (more.Length == 0 ? tail : ""));
            }
        });
        if (more.Length > 0)
        {
            writer.Line("{");
            writer.Indented(() =>
            {
                foreach ((string name, object? own) in more)
                {
                    Write(writer, name + " = ", own, ",");
                }
            });
            writer.Line("}" + tail);
        }
    }

    /// <summary>The values of a sweep as an expression, in the form of a range where possible.</summary>
    public static string Of<T>(Sweep<T> sweep)
        where T : notnull
    {
        const string Type = "global::Sans.Configuration.Sweep";
        if (sweep is not Sweep<int> { RangeStep: { } step })
        {
            return $"{Type}.Of<{TypeKeyword(typeof(T))}>({string.Join(", ", sweep.Values.Select(v => CSharpLiteral.Of(v)))})";
        }

        string ends = $"{CSharpLiteral.Of(sweep.Values[0])}, {CSharpLiteral.Of(sweep.Values[sweep.Values.Count - 1])}";
        return step == 1 ? $"{Type}.Range({ends})" : $"{Type}.Range({ends}, {CSharpLiteral.Of((int)step)})";
    }

    /// <summary>The full name of a record of the schema.</summary>
    public static string TypeName(Type type) => "global::" + type.FullName;

    /// <summary>The C# name of a value's type.</summary>
    public static string TypeKeyword(Type type) =>
        type == typeof(int) ? "int"
        : type == typeof(long) ? "long"
        : type == typeof(double) ? "double"
        : type == typeof(bool) ? "bool"
        : type == typeof(string) ? "string"
        : "object";

    private static string? OnOneLine(object? value) => value switch
    {
        null => "null",
        Sweep<int> sweep => sweep.IsSwept ? Of(sweep) : CSharpLiteral.Of(sweep.Values[0]),
        Sweep<double> sweep => sweep.IsSwept ? Of(sweep) : CSharpLiteral.Of(sweep.Values[0]),
        Sweep<object> sweep => Of(sweep),
        _ when SweptChoices(value) is { } choices => choices.Length == 1
            ? OnOneLine(choices[0])
            : $"global::Sans.Configuration.Sweep.Of({string.Join(", ", choices.Select(OnOneLine))})",
        Enum choice => $"{TypeName(choice.GetType())}.{choice}",
        string or bool or int or long or double => CSharpLiteral.Of(value),
        IEnumerable list => list.Cast<object>().Any() ? null : "new()",
        _ when Initialized(value).Length == 0 && Arguments(value).All(
            a => a.Value is null or string or bool or int or long or double or Enum or Sweep<object> or Sweep<int> or Sweep<double>
                || SweptChoices(a.Value) is not null) =>
            $"new {TypeName(value.GetType())}({string.Join(", ", Arguments(value).Select(a => a.Head + OnOneLine(a.Value)))})",
        _ => null,
    };

    /// <summary>The choices or flags of a sweep, or <see langword="null"/> for another value.</summary>
    private static object[]? SweptChoices(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Sweep<>)
            ? ((IEnumerable)type.GetProperty(nameof(Sweep<object>.Values))!.GetValue(value)).Cast<object>().ToArray()
            : null;

    /// <summary>The properties of a record that its constructor does not set, where they have a value.</summary>
    private static (string Name, object? Value)[] Initialized(object record)
    {
        string[] set = Arguments(record).Select(a => a.Head.Substring(0, a.Head.IndexOf(':'))).ToArray();
        return record.GetType().GetProperties()
            .Where(p => p.CanWrite && !set.Contains(p.Name))
            .Select(p => (p.Name, Value: (object?)p.GetValue(record)))
            .Where(p => p.Value is not null && !(p.Value is IEnumerable list && !list.Cast<object>().Any()))
            .ToArray();
    }

    /// <summary>The named arguments of the constructor for a record.</summary>
    private static (string Head, object? Value)[] Arguments(object record)
    {
        Type type = record.GetType();
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.GetParameters()
            .Select(p => (p.Name + ": ", Value(p.Name!)))
            .ToArray();

        object? Value(string name) =>
            (type.GetProperty(name) ?? throw new InvalidOperationException($"'{type.Name}' has no property for '{name}'")).GetValue(record);
    }
}
