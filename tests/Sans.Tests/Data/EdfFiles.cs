using System.Globalization;
using System.Text;

namespace Sans.Tests.Data;

/// <summary>Writes files in EDF, EDF+ and BDF.</summary>
internal static class EdfFiles
{
    /// <summary>The content of the fields about persons. No output may repeat it.</summary>
    public const string Person = "MCH-0234567 F 02-MAY-1951 Haagse_Harry";

    /// <summary>A file.</summary>
    /// <param name="signals">The signals with their samples, record after record.</param>
    /// <param name="records">Data records.</param>
    /// <param name="seconds">Seconds of a data record.</param>
    /// <param name="kind">What stands in the reserved field, such as <c>EDF+D</c>.</param>
    /// <param name="promised">Data records that the head promises, where they are others.</param>
    public static byte[] Of(IReadOnlyList<EdfTestSignal> signals, int records, double seconds = 1, string kind = "", int? promised = null)
    {
        bool isBdf = kind.StartsWith("BDF", StringComparison.Ordinal);
        StringBuilder head = new();
        head.Append(isBdf ? "\u00FFBIOSEMI" : "0       ");
        Add(80, Person);
        Add(80, "Startdate 02-MAR-2002 EMG561 Dr_Who Telemetry03");
        Add(8, "02.03.02");
        Add(8, "21.05.17");
        Add(8, 256 * (signals.Count + 1));
        Add(44, kind);
        Add(8, promised ?? records);
        Add(8, seconds);
        Add(4, signals.Count);
        foreach (Action<EdfTestSignal> field in new Action<EdfTestSignal>[]
        {
            s => Add(16, s.Label), s => Add(
                80, "electrode of Haagse_Harry"), s => Add(8, s.Units), s => Add(8, s.Physical.Low), s => Add(8, s.Physical.High),
            s => Add(8, s.Digital.Low), s => Add(8, s.Digital.High), s => Add(80, ""), s => Add(8, s.RecordSamples), s => Add(32, ""),
        })
        {
            foreach (EdfTestSignal signal in signals)
            {
                field(signal);
            }
        }

        List<byte> bytes = [.. Encoding.Latin1.GetBytes(head.ToString())];
        for (int record = 0; record < records; record++)
        {
            foreach (EdfTestSignal signal in signals)
            {
                if (signal.Lists is { } lists)
                {
                    byte[] text = new byte[signal.RecordSamples * (isBdf ? 3 : 2)];
                    Encoding.UTF8.GetBytes(lists[record]).CopyTo(text, 0);
                    bytes.AddRange(text);
                    continue;
                }

                foreach (int sample in signal.Samples!.Skip(record * signal.RecordSamples).Take(signal.RecordSamples))
                {
                    bytes.AddRange(BitConverter.GetBytes(sample)[..(isBdf ? 3 : 2)]);
                }
            }
        }

        return [.. bytes];

        void Add(int width, object value) => head.Append(Convert.ToString(value, CultureInfo.InvariantCulture)!.PadRight(width)[..width]);
    }

    /// <summary>A signal with samples.</summary>
    public static EdfTestSignal Signal(
        string label, int recordSamples, int[] samples, double low = -100, double high = 100, string units = "uV") =>
        new(label, units, (low, high), (-1_000, 1_000), recordSamples, samples, null);

    /// <summary>
    /// A signal with annotations, given as the text of each data record. In it <c>|</c> stands for a byte 20, <c>~</c>
    /// for 21 and <c>_</c> for 0.
    /// </summary>
    public static EdfTestSignal Annotations(string label, int recordSamples, params string[] lists) => new(
        label,
        "",
        (-1, 1),
        (-32_768, 32_767),
        recordSamples,
        null,
        [.. lists.Select(l => l.Replace('|', '\u0014').Replace('~', '\u0015').Replace('_', '\0'))]);
}

/// <summary>A signal to write.</summary>
internal sealed record EdfTestSignal(
    string Label,
    string Units,
    (double Low, double High) Physical,
    (int Low, int High) Digital,
    int RecordSamples,
    int[]? Samples,
    string[]? Lists);
