using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sans.Data.Formats.Wfdb;

/// <summary>
/// Reads and writes annotations in the MIT format (the WFDB Applications Guide, annot(5)). Words of 16 bits, the lowest byte
/// first, hold a type in the upper 6 bits. The lower 10 bits hold the interval since the previous annotation.
/// </summary>
public static class AnnotationFile
{
    private const int Skip = 59, Number = 60, Subtype = 61, Channel = 62, Text = 63;
    private const int IntervalBits = 10;
    private const int LargestInterval = (1 << IntervalBits) - 1;
    private const int LongestText = 255;
    private const int LargestFile = 1 << 28;

    private const string Definitions = "## annotation type definitions";
    private const string EndOfDefinitions = "## end of definitions";
    private const string Resolution = "## time resolution: ";

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">
    /// The file does not exist, cannot be read, or ends within an annotation. The message names the byte.
    /// </exception>
    public static WfdbAnnotations Read(string file) => DataFile.Read(file, stream =>
    {
        if (stream.Length > LargestFile)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: {stream.Length:N0} bytes are too many for annotations"));
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes, file);
    });

    /// <summary>Writes a file. Symbols that the format does not know are defined at its start.</summary>
    /// <param name="stream">Receives the bytes.</param>
    /// <param name="annotations">The annotations, in their order in the file.</param>
    /// <exception cref="ArgumentException">
    /// A text has more than 255 bytes, a number is beyond its range, or there are more than 8 symbols to define.
    /// </exception>
    public static void Write(Stream stream, WfdbAnnotations annotations)
    {
        AnnotationWriter writer = new(stream);
        if (annotations.TicksPerSecond is { } ticks)
        {
            writer.Add(new WfdbAnnotation(0, "\"", Resolution + ticks.ToString("R", CultureInfo.InvariantCulture)), AnnotationSymbols.Note);
        }

        Dictionary<string, int> own = [];
        string[] symbols = [.. annotations.Items.Select(a => a.Symbol).Distinct()];
        const int OwnCount = AnnotationSymbols.LastOwn - AnnotationSymbols.FirstOwn + 1;
        var taken = symbols.Select(s => AnnotationSymbols.TypeOf(s) ?? 0);
        int[] free = [.. Enumerable.Range(AnnotationSymbols.FirstOwn, OwnCount).Except(taken)];
        foreach (string symbol in symbols.Where(s => AnnotationSymbols.TypeOf(s) is null))
        {
            own[symbol] = own.Count < free.Length ? free[own.Count]
                : throw new ArgumentException($"a file defines at most {free.Length} symbols of its own", nameof(annotations));
        }

        if (own.Count > 0)
        {
            string[] lines = [Definitions, .. own.Select(s => FormattableString.Invariant($"{s.Value} {s.Key} {s.Key}")), EndOfDefinitions];
            foreach (string line in lines)
            {
                writer.Add(new WfdbAnnotation(0, "\"", line), AnnotationSymbols.Note);
            }
        }

        foreach (WfdbAnnotation annotation in annotations.Items)
        {
            writer.Add(annotation, AnnotationSymbols.TypeOf(annotation.Symbol) ?? own[annotation.Symbol]);
        }

        writer.End();
    }

    private static WfdbAnnotations Parse(byte[] bytes, string file)
    {
        List<(int Type, WfdbAnnotation Annotation)> found = [];
        long time = 0;
        int channel = 0, number = 0;
        for (int at = 0; ;)
        {
            int word = Word();
            int type = word >> IntervalBits, interval = word & LargestInterval;
            if (word == 0)
            {
                break;
            }

            switch (type)
            {
                case Skip:
                    int high = Word();
                    time += (high << 16) | Word();
                    break;
                case Number:
                    number = (sbyte)interval;
                    Change(a => a with { Number = number });
                    break;
                case Subtype:
                    Change(a => a with { Subtype = (sbyte)interval });
                    break;
                case Channel:
                    channel = interval & byte.MaxValue;
                    Change(a => a with { Channel = channel });
                    break;
                case Text:
                    int end = at + interval;
                    string text = end <= bytes.Length ? Decoded(bytes.AsSpan(at, interval)) : throw Truncated();
                    at = end + (interval & 1);
                    Change(a => a with { Text = text });
                    break;
                case > AnnotationSymbols.LastOwn:
                    throw new DatasetException(FormattableString.Invariant($"{file}: byte {at - 2}: there is no annotation type ")
                        + FormattableString.Invariant($"{type}; this is not an annotation file in MIT format, or it is damaged"));
                default:
                    time += interval;
                    found.Add((type, new WfdbAnnotation(time, AnnotationSymbols.Of(type)) { Channel = channel, Number = number }));
                    break;
            }

            int Word()
            {
                if (at + 2 > bytes.Length)
                {
                    throw Truncated();
                }

                at += 2;
                return BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at - 2));
            }
        }

        return WithoutDefinitions(found);

        void Change(Func<WfdbAnnotation, WfdbAnnotation> change)
        {
            if (found.Count > 0)
            {
                found[^1] = (found[^1].Type, change(found[^1].Annotation));
            }
        }

        DatasetException Truncated() =>
            new(FormattableString.Invariant($"{file}: {bytes.Length:N0} bytes without an end of the annotations. The file is truncated"));
    }

    /// <summary>Removes words that are not annotations: type 0, the rate of the file, and definitions of symbols.</summary>
    private static WfdbAnnotations WithoutDefinitions(List<(int Type, WfdbAnnotation Annotation)> found)
    {
        Dictionary<int, string> own = [];
        double? ticks = null;
        bool isDefining = false;
        List<WfdbAnnotation> items = [];
        foreach ((int type, WfdbAnnotation annotation) in found)
        {
            string text = annotation.Text.Trim();
            bool isHead = type == AnnotationSymbols.Note && annotation.Sample == 0;
            if (type == 0)
            {
                continue;
            }

            if (isHead && text.StartsWith(Resolution, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(Resolution.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double rate)
                    && double.IsFinite(rate) && rate > 0)
            {
                ticks = rate;
            }
            else if (isHead && text is Definitions or EndOfDefinitions)
            {
                isDefining = text == Definitions;
            }
            else if (isHead && isDefining)
            {
                string[] parts = text.Split(' ', 3);
                if (parts.Length > 1 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int defined))
                {
                    own[defined] = parts[1];
                }
            }
            else
            {
                items.Add(own.TryGetValue(type, out string? symbol) ? annotation with { Symbol = symbol } : annotation);
            }
        }

        return new WfdbAnnotations(items, ticks);
    }

    /// <summary>A text up to the byte 0 that some programs append.</summary>
    private static string Decoded(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.IndexOf((byte)0) is var end and >= 0
        ? bytes[..end] : bytes);

    private sealed class AnnotationWriter(Stream stream)
    {
        private long _time;
        private int _channel;
        private int _number;

        public void Add(WfdbAnnotation annotation, int type)
        {
            byte[] text = Encoding.UTF8.GetBytes(annotation.Text);
            if (text.Length > LongestText)
            {
                throw new ArgumentException($"the text of an annotation has at most {LongestText} bytes", nameof(annotation));
            }

            long interval = annotation.Sample - _time;
            _time = annotation.Sample;
            while (interval is < 0 or > LargestInterval)
            {
                int part = (int)Math.Clamp(interval, int.MinValue, int.MaxValue);
                Word(Skip << IntervalBits);
                Word((part >> 16) & ushort.MaxValue);
                Word(part & ushort.MaxValue);
                interval -= part;
            }

            Word((type << IntervalBits) | (int)interval);
            if (annotation.Subtype != 0)
            {
                Modifier(Subtype, checked((sbyte)annotation.Subtype));
            }

            if (annotation.Channel != _channel)
            {
                Modifier(Channel, checked((byte)(_channel = annotation.Channel)));
            }

            if (annotation.Number != _number)
            {
                Modifier(Number, checked((sbyte)(_number = annotation.Number)));
            }

            if (text.Length > 0)
            {
                Word((Text << IntervalBits) | text.Length);
                stream.Write(text);
                stream.Write(new byte[text.Length & 1]);
            }
        }

        public void End() => Word(0);

        private void Modifier(int type, int value) => Word((type << IntervalBits) | (value & LargestInterval));

        private void Word(int word)
        {
            Span<byte> bytes = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)word);
            stream.Write(bytes);
        }
    }
}
