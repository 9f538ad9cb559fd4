using System.CommandLine;
using System.CommandLine.Invocation;
using Sans.Runner.Output;
using Sans.Runs.Folders;

namespace Sans.Runner.Commands;

/// <summary><c>sans --version</c>: version and commit of the framework, in any program.</summary>
/// <param name="console">The console.</param>
internal sealed class VersionAction(SansConsole console) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        console.Output.WriteLine(RunVersions.Here.Sans);
        return ExitCode.Success;
    }
}
