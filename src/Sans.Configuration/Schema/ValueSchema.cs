using Sans.Configuration.Diagnostics;

namespace Sans.Configuration.Schema;

/// <summary>The allowed form of a value in an experiment file. Reader, defaults, generated code and help text follow it.</summary>
public abstract record ValueSchema
{
    /// <summary>The shape in words, for messages: <c>a whole number from 1 to 9</c>.</summary>
    public abstract string Description { get; }

    /// <summary>A number as it stands in messages and files: invariant culture, shortest form that reads back.</summary>
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
    /// <summary>
    /// A word that means more than any number, and is read as the one above the maximum, or <see langword="null"/> for none.
    /// </summary>
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
    /// <summary>All of it.</summary>
    Double,

    /// <summary>What float32 holds of it.</summary>
    Single,

    /// <summary>What float32 holds of it and of its difference from 1.</summary>
    SingleDecay,
}

/// <summary>A finite number in a closed range.</summary>
public sealed record NumberSchema(double Minimum, double Maximum) : ValueSchema
{
    /// <summary>In which precision it is used.</summary>
    public NumberPrecision Precision { get; init; }

    /// <summary>What is left of a number where it is used: equal for numbers that do the same.</summary>
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

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record FlagSchema : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "'true' or 'false'";
}

/// <summary>Any text in one line but the empty one.</summary>
public sealed record TextSchema : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "a text in one line";
}

/// <summary>
/// A name that can stand in file names and class names: lower-case letters, digits, <c>-</c> and <c>_</c>, a letter first.
/// </summary>
/// <param name="Rule">The diagnostic for a name that is none.</param>
public sealed record NameSchema(DiagnosticRule Rule) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => "a name of lower-case letters, digits, '-' and '_' that begins with a letter";
}

/// <summary>
/// The name of a file or folder inside another folder, which it cannot leave: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>,
/// after a letter or digit. Folders before it end in <c>/</c>.
/// </summary>
/// <param name="What">What is named, in words, with an example.</param>
public sealed record PathSchema(string What) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => What + ": letters, digits, '-', '_' and '.', with '/' between folders";

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsPath(string text)
    {
        return text.Split('/').All(IsPart);

        // A letter or digit first: '..' is no part.
        static bool IsPart(string part) =>
            part.Length > 0 && IsLetterOrDigit(part[0]) && part.All(c => IsLetterOrDigit(c) || c is '-' or '_' or '.');

        static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
    }
}

/// <summary>A number of things, or a share of all of them.</summary>
/// <param name="Maximum">The largest number. The least is 1.</param>
public sealed record ShareSchema(long Maximum) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => $"a whole number from 1 to {Format(Maximum)}, or a share between 0 and 1";
}

/// <summary>A channel or column: a whole number is its number, from 0, and any other text its name. A number in quotes is a name.</summary>
/// <param name="What">What is named, in words.</param>
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

/// <summary>One value, a list of them, or, of numbers, a range <c>first..last</c> with an optional <c>step n</c>.</summary>
/// <param name="Item">What each value may look like: a scalar.</param>
public sealed record SweepSchema(ValueSchema Item) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description =>
        $"{Item.Description}, a list of them" + (IsNumeric ? ", or a range like 1..9 or 1..9 step 2" : "");

    /// <summary>Whether ranges can be written.</summary>
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

/// <summary>A mapping with known keys of which any may be left out, without a default: what it does not say is said elsewhere.</summary>
public sealed record PartialSchema(MappingSchema Mapping) : ValueSchema
{
    /// <inheritdoc/>
    public override string Description => Mapping.Description;
}

/// <summary>A mapping of at least one name, of the writer's own choice, to a value each.</summary>
/// <param name="Noun">What is named, for messages: <c>class</c>.</param>
/// <param name="Item">What each value may look like.</param>
public sealed record NamedSchema(string Noun, ValueSchema Item) : ValueSchema
{
    /// <summary>What a name may look like.</summary>
    internal static NameSchema Name { get; } = new(DiagnosticRules.WrongType);

    /// <summary>Whether one laid over another is merged name by name. Else it replaces the other as a whole.</summary>
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
/// <param name="Value">What its value may look like.</param>
/// <param name="Summary">What it means, with unit and range.</param>
/// <param name="Default">The value, as YAML, where the key is left out, or <see langword="null"/> where it must be given.</param>
/// <param name="IsOptional">Whether the key may be absent without a default: its value then follows from other settings.</param>
public sealed record KeySchema(string Name, ValueSchema Value, string Summary, string? Default = null, bool IsOptional = false)
{
    /// <summary>Whether a list or range may stand in place of the value.</summary>
    public bool IsSweepable { get; init; }

    /// <summary>What the key was called before, or <see langword="null"/> where it always had its name.</summary>
    public string? FormerName { get; init; }

    /// <summary>The key that may be given in its place, or <see langword="null"/> where none may.</summary>
    public string? Alternative { get; init; }

    /// <summary>Whether leaving the key out is a mistake.</summary>
    public bool IsRequired => Default is null && !IsOptional;
}

/// <summary>
/// One of several named things with parameters of its own: a bare name, or a mapping with the name as its only key.
/// </summary>
/// <param name="Noun">What the thing is, for messages: <c>activation</c>.</param>
/// <param name="Variants">What there is.</param>
/// <param name="UnknownVariant">The diagnostic for a name that is not there.</param>
/// <param name="UnknownParameter">The diagnostic for a parameter that the variant does not have or that it needs.</param>
public sealed record VariantSchema(
    string Noun, ValueList<Variant> Variants, DiagnosticRule UnknownVariant, DiagnosticRule? UnknownParameter = null) : ValueSchema
{
    /// <summary>
    /// Whether a variant without parameters is a word: a value like one of a <see cref="ChoiceSchema"/>, and a text in generated
    /// classes.
    /// </summary>
    public bool HasWords { get; init; }

    /// <inheritdoc/>
    public override string Description =>
        $"the name of {(Noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a")} {Noun}, alone or as the only key of a mapping "
            + "that holds its parameters";
}

/// <summary>One thing that a <see cref="VariantSchema"/> offers.</summary>
public sealed record Variant(string Name, string Summary, MappingSchema Parameters)
{
    /// <summary>Whether its own code has a mistake, so that nothing can be said of its parameters.</summary>
    public bool IsBroken { get; init; }
}
