using System.Runtime.InteropServices;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary>Ctrl-C and termination signals.</summary>
internal static class Interruption
{
    /// <summary>
    /// Runs work with signals. Ctrl-C asks it to finish the running trials. A second one, or a signal of the system, asks it to
    /// stop now. Both leave a folder that can be resumed. A further signal ends the process.
    /// </summary>
    public static int Run(Func<StopRequest, int> work)
    {
        using CancellationTokenSource soon = new();
        using CancellationTokenSource now = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(
            PosixSignal.SIGINT, context => Stop(context, isNow: soon.IsCancellationRequested));
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, isNow: true));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM, context => Stop(context, isNow: true));
        return work(new StopRequest(soon.Token, now.Token));

        void Stop(PosixSignalContext context, bool isNow)
        {
            context.Cancel = !now.IsCancellationRequested;
            if (isNow)
            {
                now.Cancel();
            }

            soon.Cancel();
        }
    }
}
