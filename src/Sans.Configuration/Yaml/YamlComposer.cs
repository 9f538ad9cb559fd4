using Sans.Configuration.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Tokens = YamlDotNet.Core.Tokens;

namespace Sans.Configuration.Yaml;

/// <summary>
/// Turns YAML parser events into nodes with positions. A deserializer would stop at the first mistake and lose the positions.
/// </summary>
internal sealed class YamlComposer
{
    /// <summary>The deepest nesting of values.</summary>
    public const int DepthLimit = 64;

    // An experiment has tens of nodes. The bound stops documents whose aliases unfold into billions.
    private const int VisitLimit = 10_000;

    private readonly TextSpan _source;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, YamlNode> _anchors = [];

    private YamlComposer(string text, TextSpan source, DiagnosticBag diagnostics)
    {
        _source = source;
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
        _diagnostics = diagnostics;
    }

    /// <summary>
    /// The root of the only document in a file, or <see langword="null"/> with a diagnostic if there is none.
    /// </summary>
    public static YamlNode? Compose(string text, string file, DiagnosticBag diagnostics) =>
        Compose(text, TextSpan.StartOf(file), diagnostics);

    /// <summary>
    /// The root of the only document in a text. If the source has no places, every node gets that of the source.
    /// </summary>
    public static YamlNode? Compose(string text, TextSpan source, DiagnosticBag diagnostics)
    {
        YamlComposer composer = new(text, source, diagnostics);
        try
        {
            return composer.ComposeDocument();
        }
        catch (YamlException e) when (e.Message.Contains("tab") && !source.IsPlaceless && IndentationTab(text, source.File) is { } tab)
        {
            // The parser notices a tab late, and some of them at the start of the document.
            diagnostics.Add(DiagnosticRules.Unreadable, tab, "there is a tab in the indentation; indent YAML with spaces");
            return null;
        }
        catch (YamlException e)
        {
            // The parser repeats the position in some messages and ends others with a full stop. Our position stands before the
            // message.
            string hidden = VisibleText.FirstIn(text, (int)e.Start.Line, (int)e.End.Line) is { } c
                ? $"; the line holds the invisible character {VisibleText.Of(c.ToString())}"
                : "";
            string problem = YamlProblem.Of(e.Message, text, (int)e.Start.Line, (int)e.Start.Column);
            diagnostics.Add(DiagnosticRules.Unreadable, composer.Span(e.Start, e.End), $"this is not YAML: {problem}{hidden}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner throws this instead of its own exception at a key inside an open bracket.
            Mark position = composer._scanner.CurrentPosition;
            diagnostics.Add(
                DiagnosticRules.Unreadable,
                composer.Span(position, position),
                "this is not YAML: brackets, quotes or indentation before this place do not fit together");
            return null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // The scanner throws this at an unpaired surrogate.
            Mark position = composer._scanner.CurrentPosition;
            diagnostics.Add(
                DiagnosticRules.Unreadable,
                composer.Span(position, position),
                "this is not YAML: before this place an escape such as \\uD800 is half of a character");
            return null;
        }
        catch (ArgumentException e) when (e.Message.IndexOf("tag", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            // The parser throws this at an invalid tag.
            Mark position = composer._scanner.CurrentPosition;
            diagnostics.Add(
                DiagnosticRules.Unreadable,
                composer.Span(position, position),
                "this is not YAML: a tag, which begins with '!', has no valid name; experiments need no tags");
            return null;
        }
        catch (Unreadable e)
        {
            diagnostics.Add(DiagnosticRules.Unreadable, e.Span, e.Message);
            return null;
        }
    }

    /// <summary>
    /// Whether a valid text contains something that nodes do not keep: a comment, an anchor, a tag or a document mark.
    /// </summary>
    public static bool HasMoreThanValues(string text)
    {
        Scanner scanner = new(new StringReader(text), skipComments: false);
        while (scanner.MoveNext())
        {
            if (scanner.Current is Tokens.Comment or Tokens.Anchor or Tokens.Tag or Tokens.DocumentStart or Tokens.DocumentEnd)
            {
                return true;
            }
        }

        return false;
    }

    private YamlNode? ComposeDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            if (_source.IsPlaceless)
            {
                return new YamlScalar(_source, "", isPlain: true);
            }

            _diagnostics.Add(DiagnosticRules.Unreadable, _source, "the file is empty; an experiment begins with 'name: ...'");
            return null;
        }

        _parser.Consume<DocumentStart>();
        YamlNode root = ComposeNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out DocumentStart? second))
        {
            throw new Unreadable(Span(second.Start, second.End), "a second document starts here; a file holds one experiment");
        }

        return root;
    }

    private YamlNode ComposeNode(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out YamlNode? aliased)
                ? aliased
                : throw new Unreadable(
                    Span(alias.Start, alias.End),
                    $"'*{VisibleText.Short(alias.Value.Value)}' has no anchor '&{VisibleText.Short(alias.Value.Value)}' before it");
        }

        NodeEvent start = _parser.Accept<NodeEvent>(out NodeEvent? node)
            ? node
            : throw new Unreadable(Span(_parser.Current!.Start, _parser.Current.End), "a value was expected here");
        if (depth == DepthLimit)
        {
            throw new Unreadable(Span(start.Start, start.End), $"values are nested more than {DepthLimit} deep");
        }

        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
        {
            throw new Unreadable(
                Span(start.Start, start.End),
                $"the tag '{VisibleText.Short(start.Tag.Value)}' has no meaning here; the schema decides the type of a value");
        }

        YamlNode composed = start switch
        {
            Scalar => ComposeScalar(),
            SequenceStart => ComposeSequence(depth),
            _ => ComposeMapping(depth),
        };
        if (composed.VisitCount > VisitLimit)
        {
            throw new Unreadable(composed.Span, $"this holds more than {VisitLimit} values when its aliases are followed");
        }

        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = composed;
        }

        return composed;
    }

    private YamlScalar ComposeScalar()
    {
        Scalar scalar = _parser.Consume<Scalar>();
        return new YamlScalar(Span(scalar.Start, scalar.End), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private YamlSequence ComposeSequence(int depth)
    {
        SequenceStart start = _parser.Consume<SequenceStart>();
        List<YamlNode> items = [];
        SequenceEnd end;
        while (!_parser.TryConsume(out end!))
        {
            items.Add(ComposeNode(depth + 1));
        }

        return new YamlSequence(Span(start.Start, end.End), items);
    }

    private YamlMapping ComposeMapping(int depth)
    {
        MappingStart start = _parser.Consume<MappingStart>();

        // The parser gives no place for a pair without braces of its own in a list: [relu, extrema: { ... }].
        Mark first = start.End.Index > 0 ? start.Start : _parser.Current!.Start;
        List<KeyValuePair<YamlScalar, YamlNode>> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        MappingEnd end;
        while (!_parser.TryConsume(out end!))
        {
            YamlNode key = ComposeNode(depth + 1);
            YamlNode value = ComposeNode(depth + 1);
            if (key is not YamlScalar name)
            {
                _diagnostics.Add(DiagnosticRules.WrongType, key.Span, $"a key is a word; found {key.Description}");
            }
            else if (name is { IsPlain: true, Text: "<<" })
            {
                _diagnostics.Add(DiagnosticRules.UnknownKey, key.Span, "merge keys ('<<') are not read; put shared keys into a file of "
                    + "base/ and write 'extends: base/NAME.yaml', or repeat a single value with an alias");
            }
            else if (!seen.Add(name.Text))
            {
                _diagnostics.Add(
                    DiagnosticRules.DuplicateKey, key.Span, $"the key '{name.Shown}' appears here a second time; remove one of the two");
            }
            else
            {
                entries.Add(new KeyValuePair<YamlScalar, YamlNode>(name, value));
            }
        }

        return new YamlMapping(Span(first, end.End), entries);
    }

    /// <summary>The first tab in the indentation of a line.</summary>
    private static TextSpan? IndentationTab(string text, string file)
    {
        int lineStart = 0;
        for (int line = 1; lineStart < text.Length; line++)
        {
            int at = lineStart;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            if (at < text.Length && text[at] == '\t')
            {
                int column = at - lineStart + 1;
                return new TextSpan(file, at, line, column, at + 1, line, column + 1);
            }

            int lineFeed = text.IndexOf('\n', at);
            lineStart = lineFeed < 0 ? text.Length : lineFeed + 1;
        }

        return null;
    }

    private TextSpan Span(Mark start, Mark end) => _source.IsPlaceless ? _source : new(
        _source.File, (int)start.Index, (int)start.Line, (int)start.Column, (int)end.Index, (int)end.Line, (int)end.Column);

    private sealed class Unreadable(TextSpan span, string message) : Exception(message)
    {
        public TextSpan Span { get; } = span;
    }
}
