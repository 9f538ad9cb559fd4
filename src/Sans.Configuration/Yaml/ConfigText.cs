using Sans.Configuration.Diagnostics;

namespace Sans.Configuration.Yaml;

/// <summary>Checks that a text was UTF-8 before it was decoded.</summary>
internal static class ConfigText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Reports the first character that could not be decoded. Decoders of the compiler and of the program put U+FFFD in its
    /// place.
    /// </summary>
    public static bool IsDecoded(string text, string file, DiagnosticBag diagnostics)
    {
        int index = text.IndexOf(Replacement);
        if (index < 0)
        {
            return true;
        }

        int line = 1, lineStart = 0;
        for (int i = 0; i < index; i++)
        {
            if (text[i] == '\n')
            {
                (line, lineStart) = (line + 1, i + 1);
            }
        }

        int column = index - lineStart + 1;
        diagnostics.Add(
            DiagnosticRules.Unreadable,
            new TextSpan(file, index, line, column, index + 1, line, column + 1),
            "this character is not UTF-8, or it is U+FFFD, which replaces such a character; save the file as UTF-8");
        return false;
    }
}
