using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Sans.Generators.Infrastructure;

/// <summary>Values as C# literals that compile to the same value and type, in every culture.</summary>
internal static class CSharpLiteral
{
    /// <summary>The literal of a number, flag or text.</summary>
    /// <exception cref="ArgumentException">There is no literal for values of that type.</exception>
    public static string Of(object value) => value switch
    {
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => Double(number),
        _ => throw new ArgumentException($"no literal for a {value.GetType().Name}", nameof(value)),
    };

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string RoundTrip(double number)
    {
        string shortest = number.ToString("R", CultureInfo.InvariantCulture);

        // On .NET Framework, where editors run the compiler, "R" is wrong in the last digit for some numbers.
        bool isExact = double.TryParse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture, out double back) && back.Equals(number);
        return isExact ? shortest : number.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static string Double(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            return "double." + (double.IsNaN(number) ? "NaN" : number > 0 ? "PositiveInfinity" : "NegativeInfinity");
        }

        string text = RoundTrip(number);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }
}
