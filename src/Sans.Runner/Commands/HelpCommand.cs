using System.CommandLine;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans help [COMMAND...]</c></summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root, SansConsole console)
    {
        Argument<string[]> path = new("COMMAND")
        {
            Description = "The command to explain, such as run or data fetch.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Command command = new("help", "Explain the program or one of its commands.") { path };
        command.SetAction(parsed =>
        {
            Command explained = root;
            foreach (string name in parsed.GetValue(path) ?? [])
            {
                explained = explained.Subcommands.FirstOrDefault(c => c.Name == name)
                    ?? throw new UserErrorException(Usage.UnknownCommand(explained, name));
            }

            return Print(root, explained, console);
        });
        return command;
    }

    /// <summary>Prints the text of a command's <c>--help</c>.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Print(RootCommand root, Command command, SansConsole console) =>
        SansApplication.Invoke(root.Parse([.. Usage.PathOf(command), "--help"]), console);
}
