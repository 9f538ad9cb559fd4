using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Sans.Generators.Experiments;

/// <summary>
/// The text of a file as decoded by a program that reads UTF-8. Where bytes are not UTF-8, the compiler guesses another
/// encoding. Both must report the same mistake at the same place.
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
            // The bytes of the file are restored, with their mark, and decoded like in the run.
            byte[] bytes = [.. guessed.GetPreamble(), .. guessed.GetBytes(text)];
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(bytes);
        }

        return text.TrimStart(ByteOrderMark);
    }
}
