namespace Sans.Data.Formats.Wfdb;

/// <summary>One annotation of a record in WFDB format.</summary>
/// <param name="Sample">The position in samples from the start, or in ticks where the file has its own rate.</param>
/// <param name="Symbol">
/// The symbol: <c>N</c> for a normal beat, <c>+</c> for a change of rhythm. A type without a symbol has its number in brackets.
/// </param>
/// <param name="Text">The text of the note, which may be empty.</param>
public sealed record WfdbAnnotation(long Sample, string Symbol, string Text = "")
{
    /// <summary>The subtype, from -128 to 127.</summary>
    public int Subtype { get; init; }

    /// <summary>The signal of the annotation, from 0 to 255.</summary>
    public int Channel { get; init; }

    /// <summary>A number of the annotator, from -128 to 127.</summary>
    public int Number { get; init; }
}

/// <summary>The annotations of a file.</summary>
/// <param name="Items">The annotations, in the order of the file.</param>
/// <param name="TicksPerSecond">Ticks per second where the file has its own rate, or <see langword="null"/>.</param>
public sealed record WfdbAnnotations(IReadOnlyList<WfdbAnnotation> Items, double? TicksPerSecond = null);
