using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>Examples with the margins that the operations need. All workers read them and none writes.</summary>
internal sealed class PreparedWindows
{
    /// <summary>Copies the examples.</summary>
    /// <param name="windows">The examples.</param>
    /// <param name="largestKernel">The largest kernel size m of any trial.</param>
    public PreparedWindows(SignalWindows windows, int largestKernel)
    {
        Signals = new PaddedBuffer[windows.Count];
        AbsoluteSums = new float[windows.Count];
        for (int i = 0; i < windows.Count; i++)
        {
            Signals[i] = new PaddedBuffer(windows.Length, Workspace.MarginFor(largestKernel));
            windows[i].CopyTo(Signals[i].Span);
            AbsoluteSums[i] = AbsoluteSum.Of(Signals[i]);
        }
    }

    /// <summary>The examples x, <c>[n]</c> each.</summary>
    public PaddedBuffer[] Signals { get; }

    /// <summary>The sum Σ|x| of each example.</summary>
    public float[] AbsoluteSums { get; }
}
