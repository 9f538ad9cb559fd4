using Spectre.Console;

namespace Sans.Runner.Output;

/// <summary>The console of a command.</summary>
/// <param name="Output">Takes what was asked for: tables, lists, paths. Standard output.</param>
/// <param name="Error">Takes everything else: messages, progress. Standard error.</param>
public sealed record SansConsole(TextWriter Output, TextWriter Error)
{
    private const int RedirectedWidth = 120;

    /// <summary>Takes what was asked for. Where the system refuses it, the command ends with a message.</summary>
    public TextWriter Output { get; } = GuardedWriter.Output(Output);

    /// <summary>Takes everything else. What the system refuses is dropped.</summary>
    public TextWriter Error { get; } = GuardedWriter.Error(Error);

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Columns that lists may take on <see cref="Output"/>.</summary>
    public int Width { get; init; } = RedirectedWidth;

    /// <summary>Whether <see cref="Error"/> is a terminal, where a line can be written over.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>What stands before the arguments in commands that are printed, to be copied: how the program was started.</summary>
    public IReadOnlyList<string> Program { get; init; } = ["sans"];

    /// <summary>Draws on <see cref="Error"/> where that is a terminal.</summary>
    public IAnsiConsole? Display { get; init; }

    /// <summary>The console of this process.</summary>
    public static SansConsole OfProcess()
    {
        bool isOutputTerminal = !Console.IsOutputRedirected;
        bool isErrorTerminal = !Console.IsErrorRedirected;
        return new SansConsole(Console.Out, Console.Error)
        {
            IsOutputTerminal = isOutputTerminal,
            Width = isOutputTerminal ? Console.WindowWidth : RedirectedWidth,
            IsErrorTerminal = isErrorTerminal,
            Program = StartedProgram.Words,
            Display = isErrorTerminal ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new ErrorTerminal() }) : null,
        };
    }

    /// <summary>The terminal of standard error, which may be closed while a run goes on.</summary>
    private sealed class ErrorTerminal : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _terminal = new(Console.Error);

        public TextWriter Writer { get; } = GuardedWriter.Error(Console.Error);

        public bool IsTerminal => _terminal.IsTerminal;

        public int Width => _terminal.Width;

        public int Height => _terminal.Height;

        public void SetEncoding(System.Text.Encoding encoding) => _terminal.SetEncoding(encoding);
    }
}
