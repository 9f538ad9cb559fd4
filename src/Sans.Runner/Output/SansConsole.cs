using Spectre.Console;

namespace Sans.Runner.Output;

/// <summary>The console of a command.</summary>
/// <param name="Output">Receives requested output: tables, lists, paths. It is standard output.</param>
/// <param name="Error">Receives everything else: messages, progress. It is standard error.</param>
public sealed record SansConsole(TextWriter Output, TextWriter Error)
{
    private const int RedirectedWidth = 120;

    /// <summary>Receives requested output. Where the system refuses it, the command ends with a message.</summary>
    public TextWriter Output { get; } = GuardedWriter.Output(Output);

    /// <summary>Receives everything else. Text that the system refuses is dropped.</summary>
    public TextWriter Error { get; } = GuardedWriter.Error(Error);

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>The width of lists on <see cref="Output"/>, in columns.</summary>
    public int Width { get; init; } = RedirectedWidth;

    /// <summary>Whether <see cref="Error"/> is a terminal, where lines can be overwritten.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>The words before the arguments in printed commands: the way that the program was started.</summary>
    public IReadOnlyList<string> Program { get; init; } = ["sans"];

    /// <summary>The drawing console on <see cref="Error"/>, or <see langword="null"/> where that is not a terminal.</summary>
    public IAnsiConsole? Display { get; init; }

    /// <summary><see cref="Display"/> where bars can be drawn.</summary>
    internal IAnsiConsole? DisplayOfBars => Display is { Profile.Capabilities: { Interactive: true, Ansi: true } } ? Display : null;

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

    /// <summary>The terminal of standard error, which may close while a run continues.</summary>
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
