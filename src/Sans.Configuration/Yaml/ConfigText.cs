using Sans.Configuration.Diagnostics;

namespace Sans.Configuration.Yaml;

/// <summary>Checks that a file is a text, and was UTF-8 before it was decoded.</summary>
internal static class ConfigText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Reports the first character that could not be decoded, or U+0000. Decoders of the compiler and of the program put U+FFFD
    /// in the place of the former. The YAML parser takes the latter for the end of the file.
    /// </summary>
    public static bool IsText(string text, string file, DiagnosticBag diagnostics)
    {
        int index = text.IndexOfAny([Replacement, '\0']);
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
            text[index] == Replacement
                ? "this character is not UTF-8, or it is U+FFFD, which replaces such a character; save the file as UTF-8"
                : "this character is U+0000, which no text has; remove it, and save the file as UTF-8");
        return false;
    }
}
