using System.Globalization;
using System.Text;

namespace Sans.Data.Formats.Wfdb;

/// <summary>Reads the text of a header (the WFDB Applications Guide, header(5)).</summary>
internal sealed class WfdbHeaderReader
{
    private const double DefaultSampleRateHz = 250;
    private const double DefaultGain = 200;
    private const string DefaultUnits = "mV";
    private const string Nothing = "~";
    private const int LargestFile = 1 << 20;

    // It is far above any record. With this bound, the product of counts fits into a long.
    private const int MostSignals = 1_000;
    private const int MostSamplesPerFrame = 10_000;
    private const int MostSegments = 100_000;
    private const long MostFrames = 100_000_000_000;

    private readonly string _file;

    private WfdbHeaderReader(string file) => _file = file;

    /// <summary>Reads a header file.</summary>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">The header is invalid. The message names line and column.</exception>
    public static WfdbHeader Read(string file)
    {
        byte[] bytes = DataFile.Read(file, stream =>
        {
            if (stream.Length > LargestFile)
            {
                throw new DatasetException(FormattableString.Invariant($"{file}: {stream.Length:N0} bytes are too many for a WFDB header"));
            }

            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        return new WfdbHeaderReader(file).Parse(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
    }

    private WfdbHeader Parse(string text)
    {
        List<Line> lines = [];
        string[] all = text.Split('\n');
        for (int i = 0; i < all.Length; i++)
        {
            string line = all[i].TrimEnd('\r');
            if (line.Trim() is { Length: > 0 } content && content[0] != '#')
            {
                lines.Add(new Line(_file, i + 1, line));
            }
        }

        if (lines.Count == 0)
        {
            throw new DatasetException($"{_file}: there is no record line; a WFDB header must begin with the name of its record");
        }

        Line record = lines[0];
        Field name = record.Required("the name of the record");
        int slash = SlashBeforeSegments(name.Text);
        int segmentCount = slash < 0
            ? 0
            : (int)name.Part(slash + 1, name.Text[(slash + 1)..]).Integer("the number of segments", 1, MostSegments);
        int signalCount = (int)record.Required("the number of signals").Integer("the number of signals", 0, MostSignals);
        double rate = record.Next() is { } frequency ? SampleRate(frequency) : DefaultSampleRateHz;
        long frames = record.Next()?.Integer("the number of samples", 0, MostFrames) ?? 0;
        (int expected, string what) = segmentCount > 0 ? (segmentCount, "segment") : (signalCount, "signal");
        if (lines.Count - 1 < expected)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{_file}({record.Number},1): the record line announces {expected} {what} lines, but {lines.Count - 1} follow"));
        }

        var rest = lines.Skip(1).Take(expected);
        return new WfdbHeader(
            _file,
            LastPart(slash < 0 ? name.Text : name.Text[..slash]),
            rate,
            frames == 0 ? null : frames,
            segmentCount > 0 ? [] : [.. rest.Select(Signal)],
            segmentCount > 0 ? [.. rest.Select(Segment)] : []);
    }

    /// <summary>Reads <c>name length</c>, or <c>~ length</c> for a gap.</summary>
    private static WfdbSegment Segment(Line line)
    {
        Field name = line.Required("the name of the segment");
        if (name.Text != Nothing)
        {
            RequirePlainName(name, "the segment");
        }

        long length = line.Required("the length of the segment").Integer("the length of the segment", 0, MostFrames);
        return new WfdbSegment(name.Text == Nothing ? null : LastPart(name.Text), length);
    }

    /// <summary>
    /// The place of the slash between the name of a record and its number of segments, or -1. Some headers put folders before
    /// the name.
    /// </summary>
    private int SlashBeforeSegments(string text)
    {
        int slash = text.LastIndexOf('/');
        string last = text[(slash + 1)..], own = Path.GetFileNameWithoutExtension(_file);
        bool isFolder = slash > 0 && (!last.All(char.IsAsciiDigit) || (last == own && LastPart(text[..slash]) != own));
        return isFolder && last.Length > 0 ? -1 : slash;
    }

    /// <summary>The name without folders, because files lie beside their header.</summary>
    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static void RequirePlainName(Field name, string what)
    {
        if (name.Text.Split('/').Any(part => part is "" or "." or "..") || name.Text.Any(c => c is '\\' or ':' || char.IsControl(c)))
        {
            throw name.Error($"{what} must be in the folder of its header; found '{name.Text}'");
        }
    }

    /// <summary>
    /// Reads <c>360</c>, <c>250/24000</c> or <c>250/0.0333(94)</c>: frames per second, then the unused frequency of a counter.
    /// </summary>
    private static double SampleRate(Field field)
    {
        double rate = field.Part(0, field.Text.Split('/')[0]).Number("the sample rate");
        return rate > 0 ? rate : throw field.Error($"the sample rate must be above 0; found '{field.Text}'");
    }

    private static WfdbSignal Signal(Line line)
    {
        Field fileName = line.Required("the name of the signal file");
        RequirePlainName(fileName, "the signal file");
        (StorageFormat format, int samplesPerFrame, int skew, long offset) = Storage(line.Required("the storage format"));
        (double gain, int? baseline, string units) = line.Next() is { } calibration ? Calibration(calibration) : (0, null, DefaultUnits);
        line.Next()?.Integer("the resolution of the converter", 0, 64);
        int zero = (int)(line.Next()?.Integer("the zero of the converter", int.MinValue, int.MaxValue) ?? 0);
        long? initial = line.Next()?.Integer("the initial value", int.MinValue, int.MaxValue);
        long? checksum = line.Next()?.Integer("the checksum", int.MinValue, uint.MaxValue);
        line.Next()?.Integer("the block size", 0, int.MaxValue);
        return new WfdbSignal(
            LastPart(fileName.Text),
            format,
            samplesPerFrame,
            skew,
            offset,
            gain == 0 ? DefaultGain : gain,
            baseline ?? zero,
            units,
            (int?)initial,
            (ushort?)(checksum & ushort.MaxValue),
            line.Rest());
    }

    /// <summary>Reads <c>212</c>, <c>16x4</c>, <c>16:2</c>, <c>16+24</c>, or all of them in this order.</summary>
    private static (StorageFormat Format, int SamplesPerFrame, int Skew, long Offset) Storage(Field field)
    {
        string text = field.Text;
        int end = text.AsSpan().IndexOfAny('x', ':', '+') is var mark and >= 0 ? mark : text.Length;
        int code = (int)field.Part(0, text[..end]).Integer("the storage format", 0, int.MaxValue);
        StorageFormat format = StorageFormat.Find(code) ?? throw field.Error(FormattableString.Invariant(
            $"the storage format {code} cannot be read; there are {string.Join(", ", StorageFormat.Codes)}"));
        return (
            format,
            (int)(After('x')?.Integer("the number of samples per frame", 1, MostSamplesPerFrame) ?? 1),
            (int)(After(':')?.Integer("the skew", 0, int.MaxValue) ?? 0),
            After('+')?.Integer("the byte offset", 0, MostFrames) ?? 0);

        Field? After(char sign)
        {
            int start = text.IndexOf(sign, StringComparison.Ordinal) + 1;
            if (start == 0)
            {
                return null;
            }

            int length = text.AsSpan(start).IndexOfAny('x', ':', '+');
            return field.Part(start, length < 0 ? text[start..] : text.Substring(start, length));
        }
    }

    /// <summary>
    /// Reads <c>200</c>, <c>200/mV</c> or <c>200(1024)/mV</c>: digital units per physical unit, the baseline, the unit.
    /// </summary>
    private static (double Gain, int? Baseline, string Units) Calibration(Field field)
    {
        string text = field.Text;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string scale = slash < 0 ? text : text[..slash];
        string units = slash < 0 || slash == text.Length - 1 ? DefaultUnits : text[(slash + 1)..];
        int open = scale.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return (field.Part(0, scale).Number("the gain"), null, units);
        }

        if (!scale.EndsWith(')'))
        {
            throw field.Error($"the baseline in '{scale}' has no closing bracket");
        }

        return (
            field.Part(0, scale[..open]).Number("the gain"),
            (int)field.Part(open + 1, scale[(open + 1)..^1]).Integer("the baseline", int.MinValue, int.MaxValue),
            units);
    }

    /// <summary>A line and the position of the reader in it.</summary>
    private sealed class Line(string file, int number, string text)
    {
        private int _position;

        public int Number => number;

        /// <summary>The next field, or <see langword="null"/> at the end of the line.</summary>
        public Field? Next()
        {
            SkipBlanks();
            int start = _position;
            while (_position < text.Length && !char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }

            return start == _position ? null : new Field(file, number, start + 1, text[start.._position]);
        }

        public Field Required(string meaning) =>
            Next() ?? throw new DatasetException(
                FormattableString.Invariant($"{file}({number},{text.Length + 1}): {meaning} is missing at the end of the line"));

        public string Rest()
        {
            SkipBlanks();
            return text[_position..].Trim();
        }

        private void SkipBlanks()
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }
        }
    }

    /// <summary>A word of a line with its place.</summary>
    private sealed record Field(string File, int Line, int Column, string Text)
    {
        public Field Part(int start, string text) => this with { Column = Column + start, Text = text };

        public DatasetException Error(string message) => new(FormattableString.Invariant($"{File}({Line},{Column}): {message}"));

        public long Integer(string meaning, long minimum, long maximum)
        {
            bool isInteger = long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
            return isInteger && value >= minimum && value <= maximum
                ? value
                : throw Error(FormattableString.Invariant($"{meaning} is a whole number from {minimum} to {maximum}; found '{Text}'"));
        }

        public double Number(string meaning) =>
            double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                ? value
                : throw Error($"{meaning} is a finite number; found '{Text}'");
    }
}
