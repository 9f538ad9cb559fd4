namespace Sans.Configuration.Yaml;

/// <summary>A node of a YAML document with its place.</summary>
internal abstract class YamlNode(TextSpan span)
{
    public TextSpan Span { get; } = span;

    /// <summary>The number of nodes that reading this one visits, with aliases followed.</summary>
    public abstract long VisitCount { get; }

    /// <summary>The node in words, for a message: <c>a list</c>, <c>the text 'x'</c>.</summary>
    public abstract string Description { get; }
}

internal sealed class YamlScalar(TextSpan span, string text, bool isPlain) : YamlNode(span)
{
    public string Text { get; } = text;

    /// <summary>Whether it is written without quotes. Only plain scalars are numbers, flags or null.</summary>
    public bool IsPlain { get; } = isPlain;

    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override long VisitCount => 1;

    public override string Description => IsNull ? "nothing" : IsPlain ? $"'{Shown}'" : $"the quoted text \"{Shown}\"";

    /// <summary>The text as a message shows it: shortened, with nothing invisible.</summary>
    public string Shown => VisibleText.Short(Text);
}

internal sealed class YamlSequence(TextSpan span, IReadOnlyList<YamlNode> items) : YamlNode(span)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override long VisitCount { get; } = 1 + items.Sum(i => i.VisitCount);

    public override string Description => "a list";
}

internal sealed class YamlMapping(TextSpan span, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries) : YamlNode(span)
{
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;

    public override long VisitCount { get; } = 1 + entries.Sum(e => 1 + e.Value.VisitCount);

    public override string Description => "a mapping";
}
