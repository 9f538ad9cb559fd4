namespace Sans.Core.Models;

/// <summary>An event in a recording: one kernel, times an amplitude, at a position.</summary>
/// <param name="Kernel">The kernel, in [0, q).</param>
/// <param name="Position">The sample of the recording, from 0.</param>
/// <param name="Amplitude">The value of the activation map there, in units of the normalised recording. Not zero.</param>
public readonly record struct SanEvent(int Kernel, long Position, float Amplitude)
{
    /// <summary>The index of the scale of the kernel's copy. It is 0 in networks without scales.</summary>
    public int Scale { get; init; }
}
