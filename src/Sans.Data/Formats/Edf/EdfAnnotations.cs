using System.Globalization;
using System.Text;
using Sans.Core.Models;

namespace Sans.Data.Formats.Edf;

/// <summary>
/// Reads time-stamped annotation lists: <c>+onset</c>, perhaps a byte 21 and the duration, then texts that each end in a byte
/// 20. A byte 0 ends a list.
/// </summary>
internal static class EdfAnnotations
{
    private const byte EndOfList = 0, EndOfText = 20, BeforeDuration = 21;

    /// <summary>The lists in the bytes of a data record.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="place">The place in the file, for messages.</param>
    /// <exception cref="DatasetException">A list is damaged.</exception>
    public static List<EdfAnnotationList> Read(ReadOnlySpan<byte> bytes, string place)
    {
        List<EdfAnnotationList> lists = [];
        while (!(bytes = bytes.TrimStart(EndOfList)).IsEmpty)
        {
            int end = bytes.IndexOf(EndOfList);
            ReadOnlySpan<byte> list = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[end..];
            int head = list.IndexOf(EndOfText);
            if (head < 0 || end < 0)
            {
                throw new DatasetException($"{place}: a list of annotations is not terminated");
            }

            ReadOnlySpan<byte> time = list[..head];
            int mark = time.IndexOf(BeforeDuration);
            double onset = Seconds(mark < 0 ? time : time[..mark], "the onset", place);
            double? duration = mark < 0 || mark == time.Length - 1 ? null : Seconds(time[(mark + 1)..], "the duration", place);
            string[] texts = [.. Encoding.UTF8.GetString(list[(head + 1)..]).Split((char)EndOfText).Where(t => t.Length > 0)];
            lists.Add(new EdfAnnotationList(onset, duration, texts));
        }

        return lists;
    }

    private static double Seconds(ReadOnlySpan<byte> text, string what, string place) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && double.IsFinite(seconds)
            ? seconds
            : throw new DatasetException($"{place}: {what} of an annotation is a number of seconds; found "
                + $"'{Encoding.Latin1.GetString(text[..Math.Min(text.Length, 20)])}'");
}

/// <summary>Annotations with one onset.</summary>
/// <param name="OnsetSeconds">The onset in seconds from the start of the recording.</param>
/// <param name="DurationSeconds">The duration in seconds, or <see langword="null"/> where it is not given.</param>
/// <param name="Texts">The texts. A list that only keeps the time has none.</param>
internal sealed record EdfAnnotationList(double OnsetSeconds, double? DurationSeconds, IReadOnlyList<string> Texts)
{
    /// <summary>The annotations one by one.</summary>
    public IEnumerable<RecordingAnnotation> Each() => Texts.Select(t => new RecordingAnnotation(OnsetSeconds, DurationSeconds, t));
}
