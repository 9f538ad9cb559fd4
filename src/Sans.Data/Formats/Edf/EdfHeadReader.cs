using System.Globalization;
using System.Text;

namespace Sans.Data.Formats.Edf;

/// <summary>Reads the header of a file: fields of text at fixed places (Kemp et al. 1992, Kemp and Olivan 2003).</summary>
/// <param name="file">The file, for messages.</param>
internal sealed class EdfHeadReader(string file)
{
    private const int FixedBytes = 256;
    private const int SignalBytes = 256;
    private const int MostSignals = 10_000;
    private const int MostRecordSamples = 100_000_000;
    private const int ClippingYear = 85;

    // These are places of the fields of the fixed part. The fields before them are about persons.
    private const int DateAt = 168;
    private const int TimeAt = 176;
    private const int HeadBytesAt = 184;
    private const int ReservedAt = 192;
    private const int RecordCountAt = 236;
    private const int DurationAt = 244;
    private const int SignalCountAt = 252;

    // These are widths of the fields of a signal. Each field stands for all signals before the next one.
    private const int Label =
        0, Units = 2, PhysicalMinimum = 3, PhysicalMaximum = 4, DigitalMinimum = 5, DigitalMaximum = 6, RecordSamples = 8;

    private static readonly int[] Widths = [16, 80, 8, 8, 8, 8, 8, 80, 8, 32];
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _bytes = [];

    /// <summary>Reads a header.</summary>
    /// <exception cref="DatasetException">The header is invalid. The message names the byte.</exception>
    public EdfHead Read(Stream stream)
    {
        _bytes = Take(stream, FixedBytes, 0);
        bool isBdf = _bytes[0] == 0xFF && _bytes.AsSpan(1, 7).SequenceEqual("BIOSEMI"u8);
        if (!isBdf && !_bytes.AsSpan(0, 8).SequenceEqual("0       "u8))
        {
            throw new DatasetException(
                $"{file}: this is not an EDF or BDF file; such a file begins with '0       ' or, after a byte 255, with 'BIOSEMI'");
        }

        int count = (int)Whole(SignalCountAt, 4, "the number of signals", 0, MostSignals);
        long headBytes = Whole(HeadBytesAt, 8, "the number of bytes of the header", FixedBytes, int.MaxValue);
        if (headBytes != FixedBytes + ((long)count * SignalBytes))
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: byte {HeadBytesAt}: a header of {count} signals has {FixedBytes + (count * SignalBytes):N0} bytes; found ")
                    + FormattableString.Invariant($"{headBytes:N0}"));
        }

        long records = Whole(RecordCountAt, 8, "the number of data records", -1, int.MaxValue);
        double seconds = Number(DurationAt, 8, "the duration of a data record");
        string reserved = Text(ReservedAt, 5);
        DateTime? start = Start();
        _bytes = [.. _bytes, .. Take(stream, count * SignalBytes, FixedBytes)];
        EdfSignal[] signals = [.. Enumerable.Range(0, count).Select(i => Signal(i, count))];
        return seconds >= 0
            ? new EdfHead(start, headBytes, isBdf ? 3 : 2, reserved is "EDF+D" or "BDF+D", records < 0 ? null : records, seconds, signals)
            : throw Error(DurationAt, FormattableString.Invariant($"the duration of a data record is at least 0; found {seconds}"));
    }

    private EdfSignal Signal(int index, int count)
    {
        string label = Field(Label);
        int samples = (int)Whole(
            At(RecordSamples), Widths[RecordSamples], $"the samples of '{label}' in a data record", 0, MostRecordSamples);
        return new EdfSignal(
            label,
            Field(Units),
            Limit(PhysicalMinimum, "the physical minimum"),
            Limit(PhysicalMaximum, "the physical maximum"),
            Limit(DigitalMinimum, "the digital minimum"),
            Limit(DigitalMaximum, "the digital maximum"),
            samples);

        int At(int field) => FixedBytes + (Widths.Take(field).Sum() * count) + (Widths[field] * index);

        string Field(int field) => Text(At(field), Widths[field]);

        double Limit(int field, string what) => Number(At(field), Widths[field], $"{what} of '{label}'");
    }

    private DateTime? Start()
    {
        int[]? date = Triple(DateAt), time = Triple(TimeAt);
        if (date is null || time is null)
        {
            return null;
        }

        int year = date[2] + (date[2] >= ClippingYear ? 1900 : 2000);
        bool isDay = date[1] is >= 1 and <= 12 && date[0] >= 1 && date[0] <= DateTime.DaysInMonth(year, date[1]);
        return isDay && time[0] < 24 && time[1] < 60 && time[2] < 60
            ? new DateTime(year, date[1], date[0], time[0], time[1], time[2], DateTimeKind.Unspecified) : null;
    }

    private int[]? Triple(int at)
    {
        string[] parts = Text(at, 8).Split('.', ':');
        int[] numbers = [.. parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number : -1)];
        return numbers is [>= 0 and < 100, >= 0 and < 100, >= 0 and < 100] ? numbers : null;
    }

    private long Whole(int at, int width, string what, long least, long most)
    {
        string text = Text(at, width);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least
            && number <= most
            ? number
            : throw Error(at, FormattableString.Invariant($"{what} is a whole number from {least} to {most}; found '{text}'"));
    }

    private double Number(int at, int width, string what)
    {
        string text = Text(at, width);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Error(at, $"{what} is a number; found '{text}'");
    }

    /// <summary>A field without its trailing blanks. The format requires ASCII, but programs write UTF-8 and Latin-1.</summary>
    private string Text(int at, int width)
    {
        ReadOnlySpan<byte> field = _bytes.AsSpan(at, width);
        try
        {
            return Clean(Strict.GetString(field));
        }
        catch (DecoderFallbackException)
        {
            return Clean(Encoding.Latin1.GetString(field));
        }

        static string Clean(string text) => new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
    }

    private DatasetException Error(int at, string problem) => new(FormattableString.Invariant($"{file}: byte {at}: {problem}"));

    private byte[] Take(Stream stream, int count, int at)
    {
        byte[] bytes = new byte[count];
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : throw new DatasetException(
            FormattableString.Invariant($"{file}: the file ends at byte {at + read:N0}, within its header. It is truncated"));
    }
}
