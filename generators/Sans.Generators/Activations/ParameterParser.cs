using System.Globalization;
using Microsoft.CodeAnalysis;
using Sans.Configuration.Schema;
using Sans.Generators.Diagnostics;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Activations;

/// <summary>Reads one constructor parameter of an activation: its key, type, default and range in YAML.</summary>
internal static class ParameterParser
{
    private const string RangeAttributeName = "System.ComponentModel.DataAnnotations.RangeAttribute";

    /// <summary>
    /// Reads the parameter, or returns <see langword="null"/> with a diagnostic where YAML has no form for it.
    /// </summary>
    public static ActivationParameter? Parse(
        INamedTypeSymbol activation,
        IParameterSymbol parameter,
        DocumentationComment documentation,
        CancellationToken cancellation,
        List<DiagnosticInfo> diagnostics)
    {
        LocationInfo? location = parameter.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
            ? LocationInfo.Of(declaration.GetSyntax(cancellation).GetLocation())
            : null;
        string subject = $"the parameter '{parameter.Name}' of '{activation.Name}'";
        (ITypeSymbol type, bool isNullable) = Underlying(parameter.Type);
        if (TypeOf(type, isNullable) is not { } parameterType || parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            diagnostics.Add(new DiagnosticInfo(
                DiagnosticDescriptors.UnusableParameter.Id,
                location,
                $"{subject} is a '{TypeText(parameter)}', which YAML cannot express; use an int, float or double (also nullable), a "
                    + "bool, or an enum"));
            return null;
        }

        if (parameterType == ParameterType.Word
            && Members(type).GroupBy(Word).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            diagnostics.Add(new DiagnosticInfo(
                DiagnosticDescriptors.UnusableParameter.Id,
                location,
                $"{subject} has the members {string.Join(" and ", same.Select(m => $"'{m.Name}'"))}, which are both '{same.Key}' in YAML; "
                    + "rename one of them"));
            return null;
        }

        if (Range(activation, parameter, parameterType) is not { } range)
        {
            diagnostics.Add(new DiagnosticInfo(
                DiagnosticDescriptors.UnusableParameter.Id,
                location,
                $"the range of {subject} must be two inclusive numbers; write it like [Range(1, 10)]"));
            return null;
        }

        string? preset = Default(parameter);
        if (range.Minimum > range.Maximum
            || (preset is not null && parameterType is not (ParameterType.Boolean or ParameterType.Word) && !IsInside(preset, range)))
        {
            string given = preset is null ? "is empty" : $"does not hold its default {preset}";
            diagnostics.Add(new DiagnosticInfo(
                DiagnosticDescriptors.UnusableDefault.Id,
                location,
                $"the range of {subject}, {CSharpLiteral.RoundTrip(range.Minimum)} to {CSharpLiteral.RoundTrip(range.Maximum)}, {given}"));
            return null;
        }

        return new ActivationParameter(
            CSharpName.Snake(parameter.Name),
            parameterType,
            isNullable,
            preset,
            range.Minimum,
            range.Maximum,
            documentation.OfParameter(parameter.Name))
        {
            Words = parameterType == ParameterType.Word ? new(Members(type).Select(Word)) : default,
        };
    }

    /// <summary>The type without its question mark, and whether it had one.</summary>
    public static (ITypeSymbol Type, bool IsNullable) Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? (nullable.TypeArguments[0], true)
            : (type, false);

    private static ParameterType? TypeOf(ITypeSymbol type, bool isNullable) => type.SpecialType switch
    {
        SpecialType.System_Int32 => ParameterType.Int32,
        SpecialType.System_Single => ParameterType.Single,
        SpecialType.System_Double => ParameterType.Double,
        // A flag that follows from the kernel size has no reader. A flag with a default does the same.
        SpecialType.System_Boolean when !isNullable => ParameterType.Boolean,
        _ when type.TypeKind == TypeKind.Enum && Members(type).Any() => ParameterType.Word,
        _ => null,
    };

    private static IEnumerable<IFieldSymbol> Members(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue);

    private static string Word(IFieldSymbol member) => CSharpName.Snake(member.Name);

    private static string TypeText(IParameterSymbol parameter)
    {
        string modifier = parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", _ => "" };
        return modifier + parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
    }

    private static string? Default(IParameterSymbol parameter) => !parameter.HasExplicitDefaultValue ? null
        : parameter.Type.TypeKind == TypeKind.Enum
        ? Members(parameter.Type).Where(m => Equals(m.ConstantValue, parameter.ExplicitDefaultValue)).Select(Word).FirstOrDefault()
        : parameter.ExplicitDefaultValue switch
        {
            int number => number.ToString(CultureInfo.InvariantCulture),
            // The shortest text of the float itself: 0.1, not 0.10000000149011612.
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            double number => CSharpLiteral.RoundTrip(number),
            bool flag => flag ? "true" : "false",
            _ => null,
        };

    private static bool IsInside(string number, (double Minimum, double Maximum) range) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value >= range.Minimum
        && value <= range.Maximum;

    /// <summary>
    /// The range of the attribute within that of the type, or <see langword="null"/> for another form of attribute.
    /// </summary>
    private static (double Minimum, double Maximum)? Range(INamedTypeSymbol activation, IParameterSymbol parameter, ParameterType type)
    {
        (double least, double greatest) = type switch
        {
            ParameterType.Int32 => (int.MinValue, int.MaxValue),
            ParameterType.Single => (float.MinValue, float.MaxValue),
            ParameterType.Boolean or ParameterType.Word => (0, 1),
            _ => (double.MinValue, double.MaxValue),
        };
        AttributeData? attribute = parameter.GetAttributes()
            .Concat(activation.GetMembers(parameter.Name).OfType<IPropertySymbol>().SelectMany(p => p.GetAttributes()))
            .FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == RangeAttributeName);
        if (attribute is null || type is ParameterType.Boolean or ParameterType.Word)
        {
            return (least, greatest);
        }

        bool excludesAnEnd = attribute.NamedArguments.Any(a => a.Key is "MinimumIsExclusive" or "MaximumIsExclusive"
            && a.Value.Value is true);
        if (excludesAnEnd
            || attribute.ConstructorArguments.Length != 2
            || Number(attribute.ConstructorArguments[0]) is not { } minimum
            || Number(attribute.ConstructorArguments[1]) is not { } maximum)
        {
            return null;
        }

        return type == ParameterType.Int32
            ? (Math.Max(least, Math.Ceiling(minimum)), Math.Min(greatest, Math.Floor(maximum)))
            : (Math.Max(least, minimum), Math.Min(greatest, maximum));
    }

    private static double? Number(TypedConstant constant) => constant.Value switch
    {
        int number => number,
        double number when !double.IsNaN(number) => number,
        _ => null,
    };
}
