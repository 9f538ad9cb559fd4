namespace Sans.Core.Models;

/// <summary>An activation of a network in a recording: kernel i, times the amplitude, stands at the position.</summary>
/// <param name="Kernel">The kernel, in [0, q).</param>
/// <param name="Position">The sample of the recording, from 0.</param>
/// <param name="Amplitude">The value of the activation map there, in units of the normalised recording; not zero.</param>
public readonly record struct SanEvent(int Kernel, long Position, float Amplitude);
