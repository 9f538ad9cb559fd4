namespace Sans.Configuration.Yaml;

/// <summary>A stretch of a text file. Lines and columns count from 1, offsets from 0. The end is exclusive.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Line">Line of the first character.</param>
/// <param name="Column">Column of the first character.</param>
/// <param name="End">Offset behind the last character.</param>
/// <param name="EndLine">Line of that offset.</param>
/// <param name="EndColumn">Column of that offset.</param>
public readonly record struct TextSpan(string File, int Start, int Line, int Column, int End, int EndLine, int EndColumn)
{
    /// <summary>
    /// Whether the source is not a file, but for instance a setting of the command line. There is no line or column
    /// then.
    /// </summary>
    public bool IsPlaceless => Line == 0;

    /// <summary>The place of something that is not a file, such as a setting of the command line.</summary>
    public static TextSpan Placeless(string source) => new(source, 0, 0, 0, 0, 0, 0);

    /// <summary>The first position of a file, for mistakes that concern the whole file.</summary>
    public static TextSpan StartOf(string file) => new(file, 0, 1, 1, 0, 1, 1);
}
