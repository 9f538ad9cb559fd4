using System.CommandLine;
using System.CommandLine.Completions;
using System.Reflection;
using Sans.Configuration.Diagnostics;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans explain CODE</c>: the page of a diagnostic, which the program brings along.</summary>
internal static class ExplainCommand
{
    private const string Ending = ".md";

    private static readonly Assembly Pages = typeof(ExplainCommand).Assembly;

    public static Command Create(SansConsole console)
    {
        Argument<string> code = new("CODE") { Description = "The code of a message, such as SANS003.", HelpName = "CODE" };
        code.CompletionSources.Add(_ => Codes().Select(c => new CompletionItem(c)));
        Command command = new("explain", "Explain the code of a message, with an example and its correction.") { code };
        command.SetAction(parsed =>
        {
            console.Output.Write(PageOf(parsed.GetRequiredValue(code)));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The codes that have a page, in order.</summary>
    internal static IEnumerable<string> Codes() => Pages.GetManifestResourceNames()
        .Where(name => name.StartsWith("SANS", StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal))
        .Select(name => name[..^Ending.Length])
        .Order(StringComparer.Ordinal);

    private static string PageOf(string code)
    {
        string[] codes = [.. Codes()];
        string upper = code.ToUpperInvariant();
        if (!codes.Contains(upper))
        {
            throw new UserErrorException(NearestName.Of(upper, codes) is { } nearest
                ? $"there is no code '{code}'; did you mean '{nearest}'?"
                : $"there is no code '{code}'; codes go from {codes[0]} to {codes[^1]}");
        }

        using StreamReader page = new(Pages.GetManifestResourceStream(upper + Ending)!);
        return page.ReadToEnd().ReplaceLineEndings("\n");
    }
}
