using System.Globalization;
using System.Text;
using Sans.Core.Models;

namespace Sans.Data.Formats.Edf;

/// <summary>Writes annotations as a file in EDF+ without other signals (Kemp and Olivan 2003).</summary>
internal static class EdfAnnotationWriter
{
    // The format asks for data records of at most 61,440 bytes. Each sample has two.
    private const int MostRecordBytes = 61_440;

    private const string EndOfText = "\u0014", BeforeDuration = "\u0015", EndOfList = "\0", TimeOfRecord = "+0" + EndOfText + EndOfText + EndOfList;

    /// <summary>The bytes of the file. It names no person and no date.</summary>
    /// <param name="annotations">The annotations. The bytes 0, 20 and 21 in a text become blanks.</param>
    /// <exception cref="ArgumentException">A text is longer than a data record.</exception>
    public static byte[] Write(IEnumerable<RecordingAnnotation> annotations)
    {
        List<List<byte>> records = [[.. Encoding.UTF8.GetBytes(TimeOfRecord)]];
        foreach (RecordingAnnotation annotation in annotations)
        {
            byte[] list = Encoding.UTF8.GetBytes(ListOf(annotation));
            if (TimeOfRecord.Length + list.Length > MostRecordBytes)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"an annotation of {list.Length} bytes does not fit into a data record"), nameof(annotations));
            }

            if (records[^1].Count + list.Length > MostRecordBytes)
            {
                records.Add([.. Encoding.UTF8.GetBytes(TimeOfRecord)]);
            }

            records[^1].AddRange(list);
        }

        int samples = (records.Max(r => r.Count) + 1) / 2;
        byte[] file = [.. Encoding.ASCII.GetBytes(Head(records.Count, samples)), .. records.SelectMany(r => Filled(r, 2 * samples))];
        return file;
    }

    private static string ListOf(RecordingAnnotation annotation)
    {
        string duration = annotation.DurationSeconds is { } seconds ? BeforeDuration + Text(seconds) : "";
        return $"{(annotation.OnsetSeconds < 0 ? "" : "+")}{Text(annotation.OnsetSeconds)}{duration}{EndOfText}"
            + $"{string.Concat(annotation.Text.Select(c => c is '\0' or '\u0014' or '\u0015' ? ' ' : c))}{EndOfText}{EndOfList}";
    }

    // The format knows no exponents.
    private static string Text(double seconds) => ((decimal)seconds).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<byte> Filled(List<byte> record, int length) => record.Concat(new byte[length - record.Count]);

    private static string Head(int records, int samples)
    {
        StringBuilder head = new();
        (int Width, string Text)[] fields =
        [
            (8, "0"), (80, "X X X X"), (80, "Startdate X X X X"), (8, "01.01.85"), (8, "00.00.00"), (8, "512"), (44, "EDF+C"),
            (8, Number(records)), (8, "0"), (4, "1"),
            (16, "EDF Annotations"), (80, ""), (8, ""), (8, "-1"), (8, "1"), (8, "-32768"), (8, "32767"), (80, ""), (8, Number(samples)),
            (32, ""),
        ];
        foreach ((int width, string text) in fields)
        {
            head.Append(text.PadRight(width));
        }

        return head.ToString();

        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
