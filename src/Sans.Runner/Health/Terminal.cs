using System.Globalization;
using Sans.Runner.Output;

namespace Sans.Runner.Health;

/// <summary>Checks the destination of output.</summary>
internal static class Terminal
{
    public static Finding Examine(SansConsole console)
    {
        string output = console.IsOutputTerminal ? string.Create(CultureInfo.InvariantCulture, $"{console.Width} columns") : "redirected";
        string error = console.IsErrorTerminal ? "a terminal: progress comes as a bar" : "redirected: progress comes in lines";
        return new Finding("terminal", $"output {output}, errors {error}, encoding {console.Output.Encoding.WebName}, "
            + $"TERM={Environment.GetEnvironmentVariable("TERM") ?? ""}");
    }
}
