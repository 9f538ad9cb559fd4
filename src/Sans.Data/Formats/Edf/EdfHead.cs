namespace Sans.Data.Formats.Edf;

/// <summary>The header of a file in EDF, EDF+ or BDF. Fields about the patient and the staff are not read.</summary>
/// <param name="Start">The local start time, or <see langword="null"/> where the file hides it.</param>
/// <param name="HeadBytes">Bytes before the first data record.</param>
/// <param name="SampleBytes">Bytes of a sample: 2, or 3 in BDF.</param>
/// <param name="IsDiscontinuous">Whether there may be gaps between data records.</param>
/// <param name="RecordCount">Number of data records in the header, or <see langword="null"/> where it gives none.</param>
/// <param name="RecordSeconds">Seconds of a data record, 0 where there are annotations only.</param>
/// <param name="Signals">The signals, including annotations.</param>
internal sealed record EdfHead(
    DateTime? Start,
    long HeadBytes,
    int SampleBytes,
    bool IsDiscontinuous,
    long? RecordCount,
    double RecordSeconds,
    IReadOnlyList<EdfSignal> Signals)
{
    /// <summary>Bytes of a data record.</summary>
    public long RecordBytes { get; } = Signals.Sum(s => (long)s.RecordSamples) * SampleBytes;

    /// <summary>The start of a signal in a data record, in bytes.</summary>
    public long OffsetOf(int signal) => Signals.Take(signal).Sum(s => (long)s.RecordSamples) * SampleBytes;
}

/// <summary>One signal of a file.</summary>
/// <param name="Label">The name of the signal.</param>
/// <param name="Units">Its physical unit, which may be empty.</param>
/// <param name="PhysicalMinimum">The physical value of the digital minimum. It may be above the maximum.</param>
/// <param name="PhysicalMaximum">The physical value of the digital maximum.</param>
/// <param name="DigitalMinimum">The least digital value.</param>
/// <param name="DigitalMaximum">The greatest digital value, above the least.</param>
/// <param name="RecordSamples">Samples in a data record.</param>
internal sealed record EdfSignal(
    string Label,
    string Units,
    double PhysicalMinimum,
    double PhysicalMaximum,
    double DigitalMinimum,
    double DigitalMaximum,
    int RecordSamples)
{
    /// <summary>Whether its samples are the bytes of annotations.</summary>
    public bool IsAnnotations => Label is "EDF Annotations" or "BDF Annotations";

    /// <summary>The physical value of a digital one.</summary>
    public double Physical(int digital) => PhysicalMinimum
        + ((digital - DigitalMinimum) * (PhysicalMaximum - PhysicalMinimum) / (DigitalMaximum - DigitalMinimum));
}
