using Sans.Experiments;
using Sans.Runner;
using Sans.Runner.Output;

namespace Sans.EndToEnd.Tests;

/// <summary>
/// Runs <c>sans</c> within the process of the tests, which saves most of a command's time. <see cref="TemporaryFolder.Sans"/> is the
/// usual way to it:
/// <code>
/// using TemporaryFolder folder = new();
/// ProcessResult result = folder.Sans("run", "quickstart", "--quiet");
/// Assert.Equal((0, ""), (result.ExitCode, result.Error));
/// </code>
/// <see cref="TemporaryFolder.SansProcess"/> and <see cref="RunningProcess.Sans"/> start a separate process. It is needed for
/// kills, signals, locks between processes, environment variables, limits of memory, the culture, the width of vectors, and
/// pipes. The test passes the writers of output and errors. The current directory belongs to the whole process, so that commands
/// run one at a time. A test never relies on the directory outside of them.
/// </summary>
internal static class InProcess
{
    private static readonly Lock OneAtATime = new();

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">The current directory of the command.</param>
    /// <param name="arguments">The command line.</param>
    public static ProcessResult Sans(string folder, params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = Sans(new SansConsole(TextWriter.Synchronized(output), TextWriter.Synchronized(error)), folder, arguments);
        return new ProcessResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command to its end on a console of the test's own, such as one that passes for a terminal.</summary>
    /// <param name="console">Where the command prints.</param>
    /// <param name="folder">The current directory of the command.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>The exit code.</returns>
    public static int Sans(SansConsole console, string folder, params string[] arguments)
    {
        return In(folder, () => SansApplication.Run(
            arguments, ExperimentCatalog.All, ActivationRegistry.Instance, HandedEngines.All, console));
    }

    /// <summary>Runs code in a directory.</summary>
    /// <param name="folder">The current directory of the code.</param>
    /// <param name="code">The code.</param>
    public static T In<T>(string folder, Func<T> code)
    {
        lock (OneAtATime)
        {
            string before = Environment.CurrentDirectory;
            Environment.CurrentDirectory = folder;
            try
            {
                return code();
            }
            finally
            {
                Environment.CurrentDirectory = before;
            }
        }
    }
}
