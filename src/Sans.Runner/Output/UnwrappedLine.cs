using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sans.Runner.Output;

/// <summary>A line that only the terminal wraps, so that a command in it can be copied.</summary>
/// <param name="text">The text of the line.</param>
/// <param name="linked">The text behind it that is a link.</param>
/// <param name="link">The link.</param>
internal sealed class UnwrappedLine(string text, string linked = "", Link? link = null) : Renderable
{
    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        linked.Length == 0
            ? [new Segment(text), Segment.LineBreak]
            : [new Segment(text), new Segment(linked, Style.Plain, link), Segment.LineBreak];
}
