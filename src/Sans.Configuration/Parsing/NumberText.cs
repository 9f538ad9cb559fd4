using System.Globalization;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// The form of numbers: digits with an optional sign, point and exponent (<c>100</c>, <c>.5</c>, <c>1e-2</c>). Forms of other
/// languages are refused, with the form that is read.
/// </summary>
internal static class NumberText
{
    private const int ThousandsDigits = 3;
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Whether the text is a whole number of any size: an optional sign and digits.</summary>
    public static bool IsInteger(string text) => Unsigned(text) is { Length: > 0 } digits && digits.All(IsDigit) && !HasLeadingZero(digits);

    /// <summary>Whether the text is a number.</summary>
    public static bool IsNumber(string text)
    {
        string number = Unsigned(text);
        int exponent = number.IndexOfAny(['e', 'E']);
        string mantissa = exponent < 0 ? number : number.Substring(0, exponent);
        bool hasExponent = exponent < 0 || (Unsigned(number.Substring(exponent + 1)) is { Length: > 0 } digits && digits.All(IsDigit));
        return hasExponent
            && mantissa.Any(IsDigit)
            && mantissa.All(c => IsDigit(c) || c == '.')
            && mantissa.Count(c => c == '.') <= 1
            && !HasLeadingZero(mantissa);
    }

    /// <summary>Whether the text is the word for an infinity or for NaN.</summary>
    public static bool IsNotFinite(string text) =>
        Unsigned(text).TrimStart('.').ToLowerInvariant() is "inf" or "infinity" or "nan" or "\u221E";

    /// <summary>The value of a number, infinite where it is too large.</summary>
    public static double Parse(string text) =>
        // An overflow is an exception in one runtime and infinity in another.
        double.TryParse(text, Style, CultureInfo.InvariantCulture, out double value) ? value : double.PositiveInfinity;

    /// <summary>Whether the value keeps all digits of the text. A double keeps at most 17.</summary>
    public static bool IsExact(string text, double value) =>
        new[] { "R", "G17" }.Any(form => Digits(value.ToString(form, CultureInfo.InvariantCulture)) == Digits(text));

    /// <summary>
    /// The number that was probably meant, or <see langword="null"/> where that is unclear. It is two numbers where a comma
    /// may be a decimal mark or a separator of thousands.
    /// </summary>
    /// <param name="text">The text that was written.</param>
    /// <param name="isWhole">Whether a whole number is wanted.</param>
    public static string? Correction(string text, bool isWhole)
    {
        // Where the form is right, the number itself is at fault.
        if (isWhole ? IsInteger(text) : IsNumber(text))
        {
            return null;
        }

        string written = VisibleText.Without(text).Trim();
        if (!AreGroups(written))
        {
            return null;
        }

        string plain = new(written
            .Where(c => c is not ('_' or '\'' or ' '))
            .Select(c => c == '\u2212' ? '-' : c)
            .ToArray());
        int commas = plain.Count(c => c == ',');
        bool isGrouped = commas > 0 && IsGrouped(Unsigned(plain));
        bool isEither = isGrouped && commas == 1 && !plain.Contains('.') && !isWhole;
        string whole = plain.Replace(",", "");
        plain = isGrouped ? whole : commas == 1 && !plain.Contains('.') ? plain.Replace(',', '.') : plain;
        string sign = plain.StartsWith("-", StringComparison.Ordinal) ? "-" : "";
        string digits = Unsigned(plain);
        string trimmed = digits.TrimStart('0');
        trimmed = trimmed.Length > 0 && IsDigit(trimmed[0]) ? trimmed : "0" + trimmed;
        string? meant = digits.Length > 2 && digits[0] == '0' && char.ToLowerInvariant(digits[1]) is 'x' or 'o' or 'b'
            ? Prefixed(digits) is { } value ? sign + value : null
            : IsNumber(sign + trimmed) ? sign + trimmed
            : null;
        if (meant is null)
        {
            return null;
        }

        if (isWhole && !IsInteger(meant))
        {
            double number = Parse(meant);
            meant = Math.Abs(number) < 1e15 && number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture) : null;
        }

        return meant == text ? null
            : isEither && meant is not null ? $"{meant} or {meant.Insert(meant.Length - 3, ".")}"
            : meant;
    }

    /// <summary>Whether commas separate groups of three digits: <c>1,000</c> or <c>12,000.5</c>.</summary>
    private static bool IsGrouped(string number)
    {
        string[] groups = number.Split('.')[0].Split(',');
        return groups[0].Length is >= 1 and <= 3
            && groups[0][0] is >= '1' and <= '9'
            && groups.Skip(1).All(g => g.Length == 3)
            && groups.All(g => g.All(IsDigit));
    }

    /// <summary>
    /// Whether blanks and apostrophes stand between groups of three digits. Elsewhere they may part two numbers.
    /// </summary>
    private static bool AreGroups(string text) =>
        text.Split(' ', '\'').Skip(1).All(g => g.TakeWhile(IsDigit).Count() == ThousandsDigits);

    private static string? Prefixed(string digits)
    {
        int radix = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, _ => 2 };
        long value = 0;
        foreach (char c in digits.Substring(2))
        {
            int digit = IsDigit(c) ? c - '0' : char.ToLowerInvariant(c) is >= 'a' and <= 'f' ? char.ToLowerInvariant(c) - 'a' + 10 : radix;
            if (digit >= radix || value > int.MaxValue)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The significant digits.</summary>
    private static string Digits(string number)
    {
        int exponent = number.IndexOfAny(['e', 'E']);
        return new string((exponent < 0 ? number : number.Substring(0, exponent)).Where(IsDigit).ToArray()).Trim('0');
    }

    private static string Unsigned(string text) => text.Length > 0 && text[0] is '-' or '+' ? text.Substring(1) : text;

    /// <summary>Whether a number begins with a zero that says nothing. Some readers of YAML take 010 for eight.</summary>
    public static bool HasLeadingZero(string number) => number.Length > 1 && number[0] == '0' && IsDigit(number[1]);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
