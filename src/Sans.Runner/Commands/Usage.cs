using System.CommandLine;
using System.CommandLine.Parsing;
using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Files;
using Sans.Configuration.Yaml;
using Sans.Core.Activations;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary>Finds the mistakes of a command line: the mistake itself, not its consequences.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="finder">Finds the experiment that it may name.</param>
/// <param name="activations">The activations that experiments can name.</param>
internal sealed class Usage(ParseResult parsed, ExperimentFinder finder, IActivationRegistry activations)
{
    private const string Settings = "-s";

    private readonly Command _command = parsed.CommandResult.Command;

    private string Name => NameOf(_command);

    /// <summary>
    /// Whether only help can be meant. This is so where a command only groups others, and none of them is named.
    /// </summary>
    public bool AsksForHelp =>
        _command is { Subcommands.Count: > 0, Action: null }
        && parsed.UnmatchedTokens.Count == 0
        && parsed.CommandResult.Children.OfType<OptionResult>().All(o => o.Implicit);

    /// <summary>
    /// The mistakes, each in a sentence, with the help to read if the sentences are not enough. The list is empty where the
    /// command can run.
    /// </summary>
    public IReadOnlyList<string> Mistakes()
    {
        string[] unknown = [.. UnknownOptions()];
        if (unknown.Length > 0)
        {
            return [.. unknown.Select(UnknownOption)];
        }

        string? surplus = parsed.UnmatchedTokens.FirstOrDefault();
        if (surplus is not null && _command.Subcommands.Count > 0)
        {
            // This also holds where help was asked for, because the help of another command would be no answer.
            return [UnknownCommand(surplus)];
        }

        return parsed.Errors.Count == 0 ? []
            : surplus is not null ? [SurplusArgument(surplus)]
            : [.. parsed.Errors.Select(Message).Distinct(), SeeHelp()];
    }

    /// <summary>The message about an unknown subcommand, with the most similar one.</summary>
    public static string UnknownCommand(Command command, string token)
    {
        string[] names = [.. command.Subcommands.Select(c => c.Name)];
        string subject = $"there is no command '{VisibleText.Of(token)}'{(command is RootCommand ? "" : $" of '{NameOf(command)}'")}";
        return NearestName.Of(token, names) is { } nearest ? $"{subject}; did you mean '{nearest}'?"
            : names.Length == 0 ? $"{subject}; it has none"
            : $"{subject}; there are {string.Join(", ", names)}";
    }

    /// <summary>The names on the path to a command, without that of the program.</summary>
    public static IEnumerable<string> PathOf(Command command) =>
        command.Parents.OfType<Command>().Prepend(command).Where(c => c is not RootCommand).Select(c => c.Name).Reverse();

    private string UnknownCommand(string token)
    {
        bool isSlip = NearestName.Of(token, _command.Subcommands.Select(c => c.Name)) is not null;
        return "error: " + (_command is RootCommand && !isSlip && finder.TryFind(token) is not null
            ? $"there is no command '{VisibleText.Of(token)}'; to run an experiment: {StartedProgram.Command("run", token)}"
            : UnknownCommand(_command, token));
    }

    private string UnknownOption(string token)
    {
        (string name, string? value) = Split(token);
        string subject = $"error: '{Name}' has no option '{VisibleText.Of(name)}'";
        if (_command.Options.Any(o => IsCalled(o, name)))
        {
            return $"error: the option '{name}' comes after its command, as in: {StartedProgram.Command([.. PathOf(_command), name])}";
        }

        // Any single letters are near to each other.
        bool isWord = name.StartsWith("--", StringComparison.Ordinal);
        string? nearest = isWord ? NearestName.Of(name, [.. _command.Options.Select(o => o.Name), "--help"]) : null;
        return Setting(name, value ?? ValueBehind(token)) is { } setting ? $"{subject}; {setting}"
            : nearest is not null ? $"{subject}; did you mean '{nearest}'?"
            : $"{subject}\n{SeeHelp()}";
    }

    private string SurplusArgument(string token)
    {
        (string name, string? value) = Split(token);
        string takes = _command.Arguments.Count == 0 ? "no arguments" : "only " + string.Join(' ', _command.Arguments.Select(a => a.Name));
        string subject = $"error: '{Name}' takes {takes}; '{VisibleText.Of(token)}' is one word too many";
        return value is not null && Setting(name, value) is { } setting ? $"{subject}; {setting}" : $"{subject}\n{SeeHelp()}";
    }

    /// <summary>The setting for a key of the experiment, where a word is its last part.</summary>
    private string? Setting(string word, string? value)
    {
        if (_command.Options.All(o => o.Name != Settings))
        {
            return null;
        }

        ExperimentConfig? experiment = parsed.Tokens
            .Where(t => t.Type == TokenType.Argument)
            .Select(t => finder.TryFind(t.Value))
            .FirstOrDefault(e => e is not null);
        bool isPath = word.Contains('.', StringComparison.Ordinal);
        IReadOnlyList<string> paths = isPath ? [word.TrimStart('-')] : KeyFinder.Find(word, value, experiment, activations.Schemas);
        IEnumerable<string> settings = paths.Select(path => ShellText.Line(Settings, $"{path}={value ?? "VALUE"}"));
        return paths.Count == 0 ? null : "a key of the experiment is set with " + string.Join(" or ", settings);
    }

    /// <summary>Words that look like options but are unknown. The parser takes them for arguments.</summary>
    private IEnumerable<string> UnknownOptions()
    {
        Token[] ofOptions = [.. parsed.CommandResult.Children.OfType<OptionResult>().SelectMany(o => o.Tokens)];
        return parsed.Tokens
            .TakeWhile(t => t.Type != TokenType.DoubleDash)
            .Where(t => t.Type == TokenType.Argument && !ofOptions.Contains(t))
            .Select(t => t.Value)
            .Where(word => word is ['-', var second, ..] && (second == '-' || char.IsAsciiLetter(second)))
            .Distinct();
    }

    private string? ValueBehind(string option) => parsed.Tokens
        .SkipWhile(t => t.Value != option)
        .Skip(1)
        .Take(1)
        .Where(t => t.Type == TokenType.Argument && !t.Value.StartsWith('-'))
        .Select(t => t.Value)
        .FirstOrDefault();

    private string Message(ParseError error) => "error: " + error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0, Option: { Arity.MinimumNumberOfValues: > 0 } option } =>
            $"{option.Name} needs a value: {option.Name} {option.HelpName}",
        OptionResult { Tokens: { Count: > 1 } tokens, Option: { Arity.MaximumNumberOfValues: 1 } option } =>
            $"{option.Name} takes one value; found {string.Join(" and ", tokens.Select(t => $"'{t.Value}'"))}",
        ArgumentResult { Tokens.Count: 0, Argument: { } argument } => $"'{Name}' needs {argument.Name}: {argument.Description}",
        _ => error.Message,
    };

    private string SeeHelp() => "See: " + StartedProgram.Command([.. PathOf(_command), "--help"]);

    private static (string Name, string? Value) Split(string token) =>
        token.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? (token[..equals], token[(equals + 1)..]) : (token, null);

    private static bool IsCalled(Option option, string name) => option.Name == name || option.Aliases.Contains(name);

    private static string NameOf(Command command) => command is RootCommand ? "sans" : string.Join(' ', PathOf(command));
}
