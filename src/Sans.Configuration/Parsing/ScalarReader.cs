using System.Globalization;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>Reads single values. The schema decides how a text is read: <c>100</c> may be a number or a name.</summary>
internal static class ScalarReader
{
    /// <summary>The value, or <see langword="null"/> with a diagnostic.</summary>
    public static ScalarValue? Read(YamlNode node, ValueSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (node is YamlSequence
            || (node is YamlScalar { IsPlain: true } range && shape is IntegerSchema or NumberSchema && SweepReader.IsRange(range.Text)))
        {
            diagnostics.Add(
                DiagnosticRules.Sweep, node.Span, $"{KeyPath.Subject(path)} cannot be swept: it takes one value, {shape.Description}");
            return null;
        }

        if (node is not YamlScalar scalar || scalar.IsNull)
        {
            diagnostics.WrongType(node, shape, path);
            return null;
        }

        return shape switch
        {
            IntegerSchema integer => ReadInteger(scalar, integer, path, diagnostics),
            NumberSchema number => ReadNumber(scalar, number, path, diagnostics),
            FlagSchema flag => ReadFlag(scalar, flag, path, diagnostics),
            ChoiceSchema choice => ReadChoice(scalar, choice, path, diagnostics),
            NameSchema name => ReadName(scalar, name, path, diagnostics),
            PathSchema relative => ReadPath(scalar, relative, path, diagnostics),
            TextSchema text => ReadText(scalar, text, path, diagnostics),
            ShareSchema share when !NumberText.IsNumber(scalar.Text)
                || NumberText.IsInteger(scalar.Text) => ReadInteger(scalar, new IntegerSchema(1, share.Maximum), path, diagnostics),
            ShareSchema share => ReadShare(scalar, share, path, diagnostics),
            ChannelSchema when scalar.IsPlain
                && NumberText.IsInteger(scalar.Text) => ReadInteger(scalar, new IntegerSchema(0, ChannelSchema.Largest), path, diagnostics),
            ChannelSchema channel => ReadText(scalar, channel, path, diagnostics),
            _ => throw new InvalidOperationException($"no reader for {shape.GetType().Name}"),
        };
    }

    private static ScalarValue? ReadInteger(YamlScalar scalar, IntegerSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (scalar.Text == shape.WordForAll)
        {
            return new ScalarValue(shape.Maximum + 1);
        }

        if (!NumberText.IsInteger(scalar.Text))
        {
            NoNumber(scalar, shape, path, diagnostics);
            return null;
        }

        bool fits = long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (!fits || value < shape.Minimum || value > shape.Maximum)
        {
            diagnostics.OutOfRange(scalar, shape, path);
            return null;
        }

        WarnOfQuotes(scalar, path, diagnostics);
        return new ScalarValue(value);
    }

    private static ScalarValue? ReadShare(YamlScalar scalar, ShareSchema shape, string path, DiagnosticBag diagnostics)
    {
        double value = NumberText.Parse(scalar.Text);
        if (value is > 0 and < 1)
        {
            return new ScalarValue(value);
        }

        diagnostics.OutOfRange(scalar, shape, path);
        return null;
    }

    private static ScalarValue? ReadNumber(YamlScalar scalar, NumberSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (!NumberText.IsNumber(scalar.Text))
        {
            NoNumber(scalar, shape, path, diagnostics);
            return null;
        }

        double value = NumberText.Parse(scalar.Text);
        if (value < shape.Minimum || value > shape.Maximum || double.IsInfinity(value))
        {
            diagnostics.OutOfRange(scalar, shape, path);
            return null;
        }

        WarnOfQuotes(scalar, path, diagnostics);
        if (!NumberText.IsExact(scalar.Text, value))
        {
            diagnostics.Add(
                DiagnosticRules.NumberForm,
                scalar.Span,
                $"{KeyPath.Subject(path)} has too many digits; it is read as {ValueSchema.Format(value)}");
        }
        else if (value != 0 && shape.Precision != NumberPrecision.Double && (float)value == 0)
        {
            diagnostics.Add(
                DiagnosticRules.NumberForm,
                scalar.Span,
                $"{KeyPath.Subject(path)} is used in float32, where {ValueSchema.Format(value)} is 0; write 0, or a larger number");
        }

        return new ScalarValue(value);
    }

    private static void NoNumber(YamlScalar scalar, ValueSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (NumberText.IsNotFinite(scalar.Text))
        {
            diagnostics.OutOfRange(scalar, shape, path);
        }
        else
        {
            diagnostics.WrongType(scalar, shape, path);
        }
    }

    private static void WarnOfQuotes(YamlScalar scalar, string path, DiagnosticBag diagnostics)
    {
        if (!scalar.IsPlain)
        {
            diagnostics.Add(
                DiagnosticRules.NumberForm,
                scalar.Span,
                $"{KeyPath.Subject(path)} is a quoted number, which other readers take for a text; write {scalar.Text}");
        }
    }

    private static ScalarValue? ReadFlag(YamlScalar scalar, FlagSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (scalar is { IsPlain: true, Text: "true" or "false" })
        {
            return new ScalarValue(scalar.Text == "true");
        }

        diagnostics.WrongType(scalar, shape, path);
        return null;
    }

    private static ScalarValue? ReadChoice(YamlScalar scalar, ChoiceSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (shape.Choices.Contains(scalar.Text))
        {
            return new ScalarValue(scalar.Text);
        }

        diagnostics.Add(
            DiagnosticRules.UnknownChoice,
            scalar.Span,
            $"{KeyPath.Subject(path)} cannot be '{scalar.Shown}'; it can be {shape.Description}");
        return null;
    }

    private static ScalarValue? ReadName(YamlScalar scalar, NameSchema shape, string path, DiagnosticBag diagnostics)
    {
        bool isName = scalar.Text.Length > 0
            && scalar.Text[0] is >= 'a' and <= 'z'
            && scalar.Text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
        if (isName)
        {
            return new ScalarValue(scalar.Text);
        }

        diagnostics.Add(shape.Rule, scalar.Span, SchemaDiagnostics.Expectation(shape, path, scalar));
        return null;
    }

    private static ScalarValue? ReadPath(YamlScalar scalar, PathSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (PathSchema.IsPath(scalar.Text))
        {
            return new ScalarValue(scalar.Text);
        }

        diagnostics.WrongType(scalar, shape, path);
        return null;
    }

    private static ScalarValue? ReadText(YamlScalar scalar, ValueSchema shape, string path, DiagnosticBag diagnostics)
    {
        string? problem = scalar.Text.Trim().Length == 0 ? "an empty text"
            : scalar.Text.Any(char.IsControl) ? "a text with a line break or another control character"
            : scalar.Text.Where((_, i) => VisibleText.IsHalf(scalar.Text, i)).Any() ? "a text with half of a character"
            : null;
        if (problem is null)
        {
            return new ScalarValue(scalar.Text);
        }

        diagnostics.WrongType(scalar, shape, path, problem);
        return null;
    }
}
