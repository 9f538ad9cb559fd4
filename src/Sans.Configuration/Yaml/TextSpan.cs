namespace Sans.Configuration;

/// <summary>A stretch of a text file. Lines and columns count from 1, offsets from 0; the end is exclusive.</summary>
public readonly record struct TextSpan(int Start, int Line, int Column, int End, int EndLine, int EndColumn)
{
    /// <summary>The first position of a file, for mistakes that concern the whole of it.</summary>
    public static TextSpan FileStart { get; } = new(0, 1, 1, 0, 1, 1);
}
