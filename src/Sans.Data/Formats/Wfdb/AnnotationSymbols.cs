using System.Globalization;

namespace Sans.Data.Formats.Wfdb;

/// <summary>The symbols of annotation types (the WFDB Applications Guide, annotation codes).</summary>
internal static class AnnotationSymbols
{
    /// <summary>The type of notes, which files also use for definitions.</summary>
    public const int Note = 22;

    /// <summary>The first type that files can define.</summary>
    public const int FirstOwn = 42;

    /// <summary>The last type that files can define.</summary>
    public const int LastOwn = 49;

    /// <summary>The symbols of beats: those of the MIT-BIH and AHA databases.</summary>
    public static IReadOnlyList<string> Beats { get; } =
        ["N", "L", "R", "B", "A", "a", "J", "S", "V", "r", "F", "e", "j", "n", "E", "/", "f", "Q", "?"];

    // A type without a symbol has an empty one here. Type 0 is not an annotation.
    private static readonly string[] Standard =
    [
        "", "N", "L", "R", "a", "V", "F", "J", "A", "S", "E", "j", "/", "Q", "~", "", "|", "", "s", "T", "*", "D", "\"", "=", "p", "B",
        "^", "t", "+", "u", "?", "!", "[", "]", "e", "n",
        "@", "x", "f", "(", ")", "r",
    ];

    /// <summary>The symbol of a type.</summary>
    public static string Of(int type) => type < Standard.Length && Standard[type].Length > 0
        ? Standard[type] : FormattableString.Invariant($"[{type}]");

    /// <summary>The type of a symbol, or <see langword="null"/> where no type has it.</summary>
    public static int? TypeOf(string symbol) =>
        Array.IndexOf(Standard, symbol) is var type and > 0 ? type
        : symbol.Length > 2
            && symbol[0] == '['
            && symbol[^1] == ']'
            && int.TryParse(symbol[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is > 0 and <= LastOwn ? number
        : null;
}
