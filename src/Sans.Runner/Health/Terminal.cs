using System.Globalization;

namespace Sans.Runner.Health;

/// <summary>Where output goes.</summary>
internal static class Terminal
{
    public static Finding Examine()
    {
        string output = Console.IsOutputRedirected ? "redirected" : string.Create(CultureInfo.InvariantCulture, $"{Console.WindowWidth} columns");
        string error = Console.IsErrorRedirected ? "redirected: progress comes in lines" : "a terminal: progress comes as a bar";
        return new Finding("terminal", $"output {output}, errors {error}, encoding {Console.OutputEncoding.WebName}, TERM={Environment.GetEnvironmentVariable("TERM") ?? ""}");
    }
}
