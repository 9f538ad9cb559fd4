using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RoslynSpan = Microsoft.CodeAnalysis.Text.TextSpan;
using SansSpan = Sans.Configuration.Yaml.TextSpan;

namespace Sans.Generators.Diagnostics;

/// <summary>A place in a file, as data. It compares by value and holds no syntax tree.</summary>
/// <param name="Path">The file.</param>
/// <param name="Span">Offsets from 0.</param>
/// <param name="Lines">Lines and columns from 0.</param>
internal sealed record LocationInfo(string Path, RoslynSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place of a syntax node or token.</summary>
    public static LocationInfo Of(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new LocationInfo(lines.Path, location.SourceSpan, lines.Span);
    }

    /// <summary>
    /// A place in an experiment file, where lines and columns count from 1. A place without a line becomes the start of the
    /// file.
    /// </summary>
    public static LocationInfo Of(SansSpan span)
    {
        LinePosition start = Position(span.Line, span.Column);
        LinePosition end = Position(span.EndLine, span.EndColumn);
        return new LocationInfo(
            span.File,
            RoslynSpan.FromBounds(span.Start, Math.Max(span.Start, span.End)),
            new LinePositionSpan(start, end < start ? start : end));
    }

    /// <summary>The first position of a file, for mistakes that concern the whole file.</summary>
    public static LocationInfo StartOf(string path) => Of(SansSpan.StartOf(path));

    /// <summary>The place in the compiler's form.</summary>
    /// <param name="compilation">The project, where the place may be in its code.</param>
    public Location ToLocation(Compilation? compilation) =>
        compilation?.SyntaxTrees.FirstOrDefault(t => t.FilePath == Path && t.Length >= Span.End) is { } tree
            ? Location.Create(tree, Span)
            : Location.Create(Path, Span, Lines);

    private static LinePosition Position(int line, int column) => new(Math.Max(0, line - 1), Math.Max(0, column - 1));
}
