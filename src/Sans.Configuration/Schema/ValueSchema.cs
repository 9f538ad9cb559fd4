using Sans.Configuration.Diagnostics;

namespace Sans.Configuration.Schema;

/// <summary>
/// The allowed form of a value in an experiment file. Reader, defaults, generated code and help text follow it.
/// </summary>
public abstract record ValueSchema
{
    /// <summary>The shape in words, for messages: <c>a whole number from 1 to 9</c>.</summary>
    public abstract string Description { get; }

    /// <summary>A number as in messages and files: invariant culture, shortest form that reads back.</summary>
    internal static string Format(double number)
    {
        // Readers of YAML 1.1 take an exponent without a point for text.
        string text = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E');
        return exponent < 0 ? text : text.Substring(0, exponent) + (text.Contains(".") ? "e" : ".0e") + text.Substring(exponent + 1);
    }

    /// <inheritdoc cref="Format(double)"/>
    internal static string Format(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A whole number in a closed range.</summary>
public sealed record IntegerSchema(long Minimum, long Maximum) : ValueSchema
{
    /// <summary>A word for all, which is read as the maximum plus one, or <see langword="null"/> for none.</summary>
    public string? WordForAll { get; init; }

    /// <inheritdoc/>
    public override string Description => WordForAll is { } word ? $"{Range} or '{word}'" : Range;

    private string Range =>
        Maximum < int.MaxValue ? $"a whole number from {Format(Minimum)} to {Format(Maximum)}"
        : Minimum > int.MinValue ? $"a whole number of at least {Format(Minimum)}"
        : "a whole number";
}

/// <summary>The precision in which a number is used. Numbers that are equal in it train the same network.</summary>
public enum NumberPrecision
{
    /// <summary>Double precision.</summary>
    Double,

    /// <summary>The precision of float32.</summary>
    Single,

    /// <summary>The precision of float32 for the number and for its difference from 1.</summary>
    SingleDecay,
}

/// <summary>A finite number in a closed range.</summary>
public sealed record NumberSchema(double Minimum, double Maximum) : ValueSchema
{
    /// <summary>The precision of use.</summary>
    public NumberPrecision Precision { get; init; }

    /// <summary>The number in the precision of use. Numbers that train the same network give equal results.</summary>
    internal object Used(double number) => Precision switch
    {
        NumberPrecision.Single => (float)number,
        NumberPrecision.SingleDecay => ((float)number, (float)(1 - number)),
        _ => number,
    };

    /// <inheritdoc/>
    public override string Description =>
        Maximum < float.MaxValue ? $"a number from {Format(Minimum)} to {Format(Maximum)}"
        : Minimum > float.MinValue ? $"a finite number of at least {Format(Minimum)}"
        : "a finite number";
}

/// <summary>A flag: <c>true</c> or <c>false</c>.</summary>
public sealed record FlagSchema : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "'true' or 'false'";
}

/// <summary>Any non-empty text on one line.</summary>
public sealed record TextSchema : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "a text in one line";
}

/// <summary>
/// A name that can stand in file names and class names: lower-case letters, digits, <c>-</c> and <c>_</c>, a letter first.
/// </summary>
/// <param name="Rule">The diagnostic for an invalid name.</param>
public sealed record NameSchema(DiagnosticRule Rule) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "a name of lower-case letters, digits, '-' and '_' that begins with a letter";
}

/// <summary>
/// The name of a file or folder inside another folder, which it cannot leave. It consists of letters, digits, <c>-</c>,
/// <c>_</c> and <c>.</c>, and begins with a letter or digit. Folders before it end in <c>/</c>.
/// </summary>
/// <param name="What">A description of the file or folder, with an example.</param>
public sealed record PathSchema(string What) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => What + ": letters, digits, '-', '_' and '.', with '/' between folders";

    /// <summary>Whether a text is a valid name of this form.</summary>
    public static bool IsPath(string text)
    {
        return text.Split('/').All(IsPart);

        // A part begins with a letter or digit, so that '..' is none.
        static bool IsPart(string part) =>
            part.Length > 0 && IsLetterOrDigit(part[0]) && part.All(c => IsLetterOrDigit(c) || c is '-' or '_' or '.');

        static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
    }
}

/// <summary>A count, or a share of the whole.</summary>
/// <param name="Maximum">The largest number. The least is 1.</param>
public sealed record ShareSchema(long Maximum) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => $"a whole number from 1 to {Format(Maximum)}, or a share between 0 and 1";
}

/// <summary>
/// A channel or column. A whole number is its number, from 0. Any other text, and a number in quotes, is its name.
/// </summary>
/// <param name="What">A description of the channel or column.</param>
public sealed record ChannelSchema(string What) : ValueSchema
{
    /// <summary>The largest number.</summary>
    internal const long Largest = 1_000_000;

    /// <inheritdoc/>
    public override string Description => What + ": its name, or its number from 0";
}

/// <summary>One of a few words.</summary>
public sealed record ChoiceSchema(ValueList<string> Choices) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => string.Join(" or ", Choices.Select(c => $"'{c}'"));
}

/// <summary>
/// One value or a list of values. Numbers may also be a range, <c>first..last</c> with an optional <c>step n</c>.
/// </summary>
/// <param name="Item">The schema of each value, a scalar.</param>
public sealed record SweepSchema(ValueSchema Item) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description =>
        $"{Item.Description}, a list of them" + (IsNumeric ? ", or a range like 1..9 or 1..9 step 2" : "");

    /// <summary>Whether values may be ranges.</summary>
    internal bool IsNumeric => Item is IntegerSchema or NumberSchema or ChannelSchema or ShareSchema;
}

/// <summary>A list of at least one item.</summary>
public sealed record ListSchema(ValueSchema Item) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "a list";
}

/// <summary>A mapping with known keys.</summary>
public sealed record MappingSchema(ValueList<KeySchema> Keys) : ValueSchema
{
    /// <summary>Keys of the whole that the mapping is a part of, which it cannot replace.</summary>
    internal ValueList<string> Shared { get; init; }

    /// <inheritdoc/>
    public override string Description => Keys.Count == 0
        ? "a name without parameters"
        : "a mapping with the keys " + string.Join(", ", Keys.Select(k => $"'{k.Name}'"));
}

/// <summary>
/// A mapping with known keys, of which any may be left out without a default. The missing values are given elsewhere.
/// </summary>
public sealed record PartialSchema(MappingSchema Mapping) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => Mapping.Description;
}

/// <summary>A mapping from at least one name, chosen by the user, to a value.</summary>
/// <param name="Noun">The noun for messages: <c>class</c>.</param>
/// <param name="Item">The schema of each value.</param>
public sealed record NamedSchema(string Noun, ValueSchema Item) : ValueSchema
{
    /// <summary>The schema of a name.</summary>
    internal static NameSchema Name { get; } = new(DiagnosticRules.WrongType);

    /// <summary>Whether two such mappings are merged name by name. If not, one replaces the other as a whole.</summary>
    public bool IsMerged { get; init; }

    /// <inheritdoc/>
    public override string Description => $"a mapping of the name of each {Noun} to {Item.Description}";
}

/// <summary>The path of a file, or a list of them.</summary>
public sealed record FilesSchema : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "the path of a YAML file, or a list of them";
}

/// <summary>One key of a mapping.</summary>
/// <param name="Name">The key, snake_case.</param>
/// <param name="Value">The schema of its value.</param>
/// <param name="Summary">Its meaning, with unit and range.</param>
/// <param name="Default">The default as YAML, or <see langword="null"/> where the value must be given.</param>
/// <param name="IsOptional">
/// Whether the key may be absent without a default. Its value then follows from other settings.
/// </param>
public sealed record KeySchema(string Name, ValueSchema Value, string Summary, string? Default = null, bool IsOptional = false)
{
    /// <summary>Whether a list or range may stand in place of the value.</summary>
    public bool IsSweepable { get; init; }

    /// <summary>The former name of the key, or <see langword="null"/> where it never changed.</summary>
    public string? FormerName { get; init; }

    /// <summary>The key that may replace this one, or <see langword="null"/> if there is none.</summary>
    public string? Alternative { get; init; }

    /// <summary>Whether the key must be given.</summary>
    public bool IsRequired => Default is null && !IsOptional;
}

/// <summary>
/// One of several named things with parameters of its own: a bare name, or a mapping with the name as its only key.
/// </summary>
/// <param name="Noun">The noun for messages: <c>activation</c>.</param>
/// <param name="Variants">The possible variants.</param>
/// <param name="UnknownVariant">The diagnostic for an unknown name.</param>
/// <param name="UnknownParameter">The diagnostic for an unknown or missing parameter.</param>
public sealed record VariantSchema(
    string Noun, ValueList<Variant> Variants, DiagnosticRule UnknownVariant, DiagnosticRule? UnknownParameter = null) : ValueSchema
{
    /// <summary>
    /// Whether a variant without parameters is read as a word. Its value is then like that of a <see
    /// cref="ChoiceSchema"/>, and a text in generated classes.
    /// </summary>
    public bool HasWords { get; init; }

    /// <inheritdoc/>
    public override string Description =>
        $"the name of {(Noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a")} {Noun}, alone or as the only key of a mapping "
            + "that holds its parameters";
}

/// <summary>One possible variant of a <see cref="VariantSchema"/>.</summary>
public sealed record Variant(string Name, string Summary, MappingSchema Parameters)
{
    /// <summary>Whether its code has a mistake, so that its parameters are unknown.</summary>
    public bool IsBroken { get; init; }
}
