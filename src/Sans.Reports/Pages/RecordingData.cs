using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Sans.Reports.Pages;

/// <summary>
/// Writes a recording for the script of a page: JSON that holds samples and events as numbers of 16 bits. No text in it can end
/// the element around it.
/// </summary>
internal static class RecordingData
{
    // The value of a missing sample, and the distance of two events that says to go on without one.
    private const ushort Missing = ushort.MaxValue;
    private const int Steps = ushort.MaxValue - 1;

    // The number of an event of height 0.
    private const int Zero = short.MaxValue;

    // A share of samples at each end that the first view may cut off.
    private const double Outside = 0.0005;

    /// <summary>The JSON, in one line.</summary>
    public static string Write(RecordingView view)
    {
        (double low, double high) = Ends(view.Signal.Concat(view.Reconstruction.Select(v => (double)v)));
        double step = (high > low ? high - low : 1) / Steps;
        double height = view.Kernels.SelectMany(k => k.Events).Select(e => Math.Abs(e.Height)).DefaultIfEmpty(1).Max();
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("unit", view.Units);
            if (view.SampleRateHz is { } rate)
            {
                json.WriteNumber("rate", rate);
            }

            json.WriteBoolean("paper", view.HasPaper);
            json.WriteNumber("start", view.Start);
            json.WriteNumber("span", view.Span);
            json.WriteNumber("low", low);
            json.WriteNumber("step", step);
            json.WriteStartArray("range");
            (double from, double to) = Shown(view.Signal, low, high);
            json.WriteNumberValue(from);
            json.WriteNumberValue(to);
            json.WriteEndArray();
            json.WriteStartArray("samples");
            Raw(json, view.Signal.Select(v => Code(v, low, step)));
            Raw(json, view.Reconstruction.Select(v => Code(v, low, step)));
            json.WriteEndArray();
            json.WriteNumber("height", height > 0 ? height : 1);
            json.WriteStartArray("kernels");
            foreach (RecordingKernel kernel in view.Kernels)
            {
                json.WriteStartObject();
                json.WriteString("name", kernel.Name);
                json.WriteString("tone", kernel.Tone.Name);
                json.WritePropertyName("events");
                Raw(json, Events(kernel, height > 0 ? height : 1));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            string usual = view.Notes.GroupBy(n => n.Text).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault("");
            json.WriteString("usual", usual);
            json.WriteStartArray("notes");
            foreach ((long sample, string text) in view.Notes)
            {
                json.WriteStartArray();
                json.WriteNumberValue(sample);
                json.WriteStringValue(text);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static ushort Code(double value, double low, double step) =>
        double.IsFinite(value) ? (ushort)Math.Clamp(Math.Round((value - low) / step), 0, Steps) : Missing;

    /// <summary>Pairs: the distance from the event before, and the height.</summary>
    private static IEnumerable<ushort> Events(RecordingKernel kernel, double largest)
    {
        long last = 0;
        foreach ((long sample, double height) in kernel.Events)
        {
            for (; sample - last >= Missing; last += Missing)
            {
                yield return Missing;
                yield return Zero;
            }

            yield return (ushort)(sample - last);
            yield return (ushort)(Zero + (int)Math.Round(height / largest * Zero));
            last = sample;
        }
    }

    private static (double Low, double High) Ends(IEnumerable<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values.Where(double.IsFinite))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return low <= high ? (low, high) : (0, 1);
    }

    /// <summary>The ends of the signal without rare extremes, so that a spike does not press the rest together.</summary>
    private static (double Low, double High) Shown(IReadOnlyList<double> signal, double low, double high)
    {
        double[] sorted = [.. signal.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
        {
            return (0, 1);
        }

        int cut = (int)(Outside * sorted.Length);
        (double from, double to) = (sorted[cut], sorted[^(cut + 1)]);
        return from < to ? (from, to) : low < high ? (low, high) : (low - 0.5, low + 0.5);
    }

    /// <summary>Base64 of little-endian numbers. Its characters need no escape, which would make it longer.</summary>
    private static void Raw(Utf8JsonWriter json, IEnumerable<ushort> codes)
    {
        List<byte> bytes = [];
        Span<byte> two = stackalloc byte[sizeof(ushort)];
        foreach (ushort code in codes)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(two, code);
            bytes.AddRange(two);
        }

        json.WriteRawValue($"\"{Convert.ToBase64String([.. bytes])}\"", skipInputValidation: true);
    }
}
