namespace Sans.Data.Formats.Wfdb;

/// <summary>The header of a record, from its <c>.hea</c> file.</summary>
/// <param name="File">Path of the header.</param>
/// <param name="Record">Name of the record.</param>
/// <param name="SampleRateHz">Frames per second, 250 where the header gives none.</param>
/// <param name="FrameCount">
/// Number of samples of each signal with one sample per frame, or <see langword="null"/> where the header does not say.
/// </param>
/// <param name="Signals">The signals, in the order of the header. A record of several segments has none.</param>
/// <param name="Segments">The segments, in order, of a record that has several.</param>
internal sealed record WfdbHeader(
    string File,
    string Record,
    double SampleRateHz,
    long? FrameCount,
    IReadOnlyList<WfdbSignal> Signals,
    IReadOnlyList<WfdbSegment> Segments)
{
    /// <summary>The files that hold signals, each once.</summary>
    public IEnumerable<string> SignalFiles => Signals.Where(s => s.Format != StorageFormat.NoSignal).Select(s => s.FileName).Distinct();

    /// <summary>The path of a file beside the header.</summary>
    public string Beside(string name) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(File) ?? "", name);
}

/// <summary>One segment of a record.</summary>
/// <param name="Record">The name of its record, or <see langword="null"/> for a gap.</param>
/// <param name="FrameCount">
/// Its length in frames. It is 0 for the first segment of a variable layout, which only describes the signals.
/// </param>
internal sealed record WfdbSegment(string? Record, long FrameCount);

/// <summary>One signal of a record.</summary>
/// <param name="FileName">The file with its samples, in the folder of the header, or <c>~</c> for none.</param>
/// <param name="Format">The storage format.</param>
/// <param name="SamplesPerFrame">Samples in each frame, at least 1.</param>
/// <param name="Skew">The delay of the signal's samples in the file, in frames.</param>
/// <param name="ByteOffset">Number of bytes before the first sample of the file.</param>
/// <param name="Gain">Digital units per physical unit, not 0.</param>
/// <param name="Baseline">The digital value of 0 physical units.</param>
/// <param name="Units">The physical unit.</param>
/// <param name="InitialValue">The first digital value, or <see langword="null"/> where the header does not say.</param>
/// <param name="Checksum">The sum of all digital values modulo 65,536, or <see langword="null"/> where the header does not say.</param>
/// <param name="Description">The description, such as <c>MLII</c>.</param>
internal sealed record WfdbSignal(
    string FileName,
    StorageFormat Format,
    int SamplesPerFrame,
    int Skew,
    long ByteOffset,
    double Gain,
    int Baseline,
    string Units,
    int? InitialValue,
    ushort? Checksum,
    string Description);
