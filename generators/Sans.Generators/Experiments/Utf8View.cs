using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Sans.Generators.Experiments;

/// <summary>
/// The text of a file as a program that reads it as UTF-8 sees it. The compiler guesses another encoding where the bytes are
/// not UTF-8. The run does not, and both have to report the same mistake at the same place.
/// </summary>
internal static class Utf8View
{
    private const int Utf8CodePage = 65001;
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The text without byte-order mark. U+FFFD stands for what is not UTF-8.</summary>
    public static string Of(SourceText source)
    {
        string text = source.ToString();
        if (source.Encoding is { } guessed && guessed.CodePage != Utf8CodePage)
        {
            // Back to the bytes of the file, mark included, and then the way the run reads them.
            byte[] bytes = [.. guessed.GetPreamble(), .. guessed.GetBytes(text)];
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(bytes);
        }

        return text.TrimStart(ByteOrderMark);
    }
}
