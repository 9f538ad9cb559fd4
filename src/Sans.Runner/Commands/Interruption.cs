using System.Runtime.InteropServices;

namespace Sans.Runner.Commands;

/// <summary>Ctrl-C and termination signals.</summary>
internal static class Interruption
{
    /// <summary>The first signal asks the work to stop, which leaves a folder that can be resumed; a second one ends the process.</summary>
    public static int Run(Func<CancellationToken, int> work)
    {
        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return work(cancellation.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }
}
