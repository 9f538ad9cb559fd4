using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>The wording of diagnostics about values of the wrong form.</summary>
internal static class SchemaDiagnostics
{
    /// <summary>Reports SANS005.</summary>
    /// <param name="diagnostics">Receives the diagnostic.</param>
    /// <param name="node">The value.</param>
    /// <param name="shape">The expected form.</param>
    /// <param name="path">Its key path.</param>
    /// <param name="found">The value in words, where its own description is not enough.</param>
    public static void WrongType(this DiagnosticBag diagnostics, YamlNode node, ValueSchema shape, string path, string? found = null) =>
        diagnostics.Add(DiagnosticRules.WrongType, node.Span, Expectation(shape, path, node, found));

    /// <summary>Reports a value out of range (SANS006).</summary>
    public static void OutOfRange(this DiagnosticBag diagnostics, YamlScalar scalar, ValueSchema shape, string path) =>
        diagnostics.Add(DiagnosticRules.OutOfRange, scalar.Span, Expectation(shape, path, scalar));

    /// <summary><c>'training.epochs' is a whole number from 1 to 9; found '0'</c></summary>
    public static string Expectation(ValueSchema shape, string path, YamlNode node, string? found = null) =>
        $"{KeyPath.Subject(path)} is {shape.Description}; found {found ?? node.Description}{Correction(shape, node, path)}";

    /// <summary>A correction: a text in quotes, a key with its colon, an item with its list, or a number as it is read.</summary>
    private static string Correction(ValueSchema shape, YamlNode node, string path)
    {
        if (KeyHint.KeysOf(shape) is { } keys && node is YamlScalar { IsPlain: true } text)
        {
            return KeyHint.Punctuation(text.Text, keys) ?? "";
        }

        if (shape is ListSchema && node is YamlScalar { IsPlain: true, IsNull: false } single)
        {
            return single.Text[0] == '-' ? "; put a space behind '-'" : $"; write [{single.Shown}]";
        }

        if (shape is TextSchema && node is YamlSequence or YamlMapping)
        {
            return "; put the text in double quotes";
        }

        ValueSchema item = shape is SweepSchema sweep ? sweep.Item : shape;
        bool isNumber = item is NumberSchema;
        if (node is not YamlScalar { IsNull: false } scalar
            || !(isNumber || item is IntegerSchema)
            || NumberText.Correction(scalar.Text, !isNumber) is not { } number)
        {
            return "";
        }

        // In a list, such a number is probably the part behind a decimal comma.
        bool isFraction = isNumber && path.EndsWith("]", StringComparison.Ordinal) && NumberText.HasLeadingZero(scalar.Text);
        return isFraction ? $"; write {number}, or 0.{scalar.Text} with a point" : $"; write {number}";
    }
}
