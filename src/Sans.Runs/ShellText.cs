namespace Sans.Runs;

/// <summary>Command lines for scripts and for copying into a shell.</summary>
public static class ShellText
{
    // No shell gives these characters a meaning anywhere in a word.
    private const string PlainCharacters = "/._-+=:,@";

    /// <summary>A command line.</summary>
    /// <param name="words">The words, not quoted.</param>
    public static string Line(params string[] words) => string.Join(' ', words.Select(word => Quoted(word, OperatingSystem.IsWindows())));

    /// <summary>A word, quoted where a shell would split or change it.</summary>
    /// <param name="word">The word.</param>
    /// <param name="isWindows">Whether it is for <c>cmd</c> and PowerShell, rather than for a POSIX shell.</param>
    public static string Quoted(string word, bool isWindows)
    {
        string plain = isWindows ? PlainCharacters + '\\' : PlainCharacters;
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || plain.Contains(c, StringComparison.Ordinal)))
        {
            return word;
        }

        // File names on Windows have no quotation marks.
        return isWindows ? $"\"{word}\"" : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
