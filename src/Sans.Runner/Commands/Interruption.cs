using System.Runtime.InteropServices;
using Sans.Runner.Running;

namespace Sans.Runner.Commands;

/// <summary>Ctrl-C and termination signals.</summary>
internal static class Interruption
{
    /// <summary>The first signal stops the run and leaves a folder that can be resumed; a second one ends the process.</summary>
    public static int RunUntilInterrupted(ExperimentRun run)
    {
        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return run.Run(cancellation.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }
}
