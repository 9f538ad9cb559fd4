namespace Sans.Data.Formats.Edf;

/// <summary>What the head of a file in EDF, EDF+ or BDF says. What it says of the patient and of those who recorded is not read.</summary>
/// <param name="Start">When the recording began, by the clock of the place, or <see langword="null"/> where the file hides it.</param>
/// <param name="HeadBytes">Bytes before the first data record.</param>
/// <param name="SampleBytes">Bytes of a sample: 2, of BDF 3.</param>
/// <param name="IsDiscontinuous">Whether time may pass between data records.</param>
/// <param name="RecordCount">Data records, as the head promises, or <see langword="null"/> where it does not.</param>
/// <param name="RecordSeconds">Seconds of a data record, 0 where there are annotations only.</param>
/// <param name="Signals">The signals, annotations too.</param>
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

    /// <summary>Where a signal begins in a data record, in bytes.</summary>
    public long OffsetOf(int signal) => Signals.Take(signal).Sum(s => (long)s.RecordSamples) * SampleBytes;
}

/// <summary>One signal of a file.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Units">Its physical unit. May be empty.</param>
/// <param name="PhysicalMinimum">The physical value of the digital minimum. May be above the maximum.</param>
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
