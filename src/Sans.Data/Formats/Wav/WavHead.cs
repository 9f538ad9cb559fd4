namespace Sans.Data.Formats.Wav;

/// <summary>The header of a WAV file.</summary>
/// <param name="IsFloat">Whether samples are floating-point numbers. Else they are whole numbers.</param>
/// <param name="SampleBytes">Bytes of a sample.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where the file has 0.</param>
/// <param name="DataStart">The offset of the first sample.</param>
/// <param name="Frames">Number of samples of a channel.</param>
/// <param name="Notes">The differences between header and file, one sentence each.</param>
internal sealed record WavHead(
    bool IsFloat, int SampleBytes, int Channels, double? SampleRateHz, long DataStart, long Frames, IReadOnlyList<string> Notes);
