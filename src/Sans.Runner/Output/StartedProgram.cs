using Sans.Configuration.Files;
using Sans.Runs;

namespace Sans.Runner.Output;

/// <summary>The way that this program was started.</summary>
internal static class StartedProgram
{
    /// <summary>
    /// The environment variable in which another program passes the words that the user typed to start it, one per line.
    /// </summary>
    public const string Variable = "SANS_STARTED_AS";

    private const string Dotnet = "dotnet";

    /// <summary>
    /// The words before the arguments of <c>sans</c> on the command line:
    /// <c>dotnet run -c Release --project experiments --</c>, <c>dotnet sans</c>, <c>sans</c> or the path of the executable.
    /// Where the system does not tell, it is <see cref="Executable"/>. A program with commands of its own sets it.
    /// </summary>
    public static IReadOnlyList<string> Words { get; set; } = Find();

    /// <summary>Whether another program builds this one and starts it, such as the .NET tool.</summary>
    public static bool IsTool { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>The words that start this build from any folder: its executable, or <c>dotnet</c> with its assembly.</summary>
    public static IReadOnlyList<string> Executable { get; } = FindExecutable();

    /// <summary>A command of <c>sans</c>, with the program named as it was started.</summary>
    /// <param name="arguments">The words behind the program's name, not quoted.</param>
    public static string Command(params string[] arguments) => ShellText.Line([.. Words, .. arguments]);

    /// <summary>The words before the arguments.</summary>
    /// <param name="own">The command line of the process.</param>
    /// <param name="parent">The command line of the process that started it.</param>
    /// <param name="arguments">The arguments of <c>sans</c>.</param>
    /// <returns>The words, or none where neither command line ends with the arguments.</returns>
    internal static IReadOnlyList<string> Before(IReadOnlyList<string> own, IReadOnlyList<string> parent, IReadOnlyList<string> arguments)
    {
        // The command that builds and runs a project, or runs a tool, passes on its last words.
        if (parent.Count > 1 && Path.GetFileNameWithoutExtension(parent[0]) == Dotnet && arguments.Count > 0 && EndsWith(parent, arguments))
        {
            string[] words = [.. parent.SkipLast(arguments.Count)];
            return words.Length > 1 && words[1] == "run" && words[^1] != "--" ? [.. words, "--"] : words;
        }

        return EndsWith(own, arguments) ? [.. own.SkipLast(arguments.Count)] : [];
    }

    private static IReadOnlyList<string> Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } handed)
        {
            return handed.Split('\n');
        }

        // The number of the parent is the second field behind the name, which is in parentheses.
        string state = OfProcess("self", "stat");
        string[] numbers = state[(state.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<string> parent = numbers.Length > 1 ? CommandLineOf(numbers[1]) : [];
        IReadOnlyList<string> words = Before(CommandLineOf("self"), parent, Environment.GetCommandLineArgs()[1..]);
        return words.Count > 0 ? words : FindExecutable();
    }

    private static string[] CommandLineOf(string process) => OfProcess(process, "cmdline").Split('\0')[..^1];

    /// <summary>The data of Linux about a process, or empty on other systems and for hidden processes.</summary>
    private static string OfProcess(string process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            return "";
        }
    }

    private static bool EndsWith(IReadOnlyList<string> words, IReadOnlyList<string> end) =>
        words.Count > end.Count && words.TakeLast(end.Count).SequenceEqual(end);

    private static IReadOnlyList<string> FindExecutable()
    {
        string process = Environment.ProcessPath ?? throw new InvalidOperationException("a process has a path");
        bool isHost = Path.GetFileNameWithoutExtension(process) == Dotnet;
        return isHost ? [process, Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [process];
    }
}
