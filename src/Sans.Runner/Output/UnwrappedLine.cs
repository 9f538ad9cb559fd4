using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sans.Runner.Output;

/// <summary>A line that only the terminal wraps, so that a command in it can be copied.</summary>
/// <param name="text">The text of the line.</param>
/// <param name="styled">The text behind it that has a style.</param>
/// <param name="style">The style.</param>
internal sealed class UnwrappedLine(string text, string styled = "", Style? style = null) : Renderable
{
    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        styled.Length == 0
            ? [new Segment(text), Segment.LineBreak]
            : [new Segment(text), new Segment(styled, style ?? Style.Plain), Segment.LineBreak];
}
