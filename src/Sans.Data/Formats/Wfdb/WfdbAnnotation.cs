namespace Sans.Data.Formats.Wfdb;

/// <summary>One annotation of a record in WFDB format.</summary>
/// <param name="Sample">Where it points, in samples from the start. In ticks of the file where that has a rate of its own.</param>
/// <param name="Symbol">
/// What it is: <c>N</c> for a normal beat, <c>+</c> for a change of rhythm. Of a type without a symbol, its number in brackets.
/// </param>
/// <param name="Text">What is noted besides. May be empty.</param>
public sealed record WfdbAnnotation(long Sample, string Symbol, string Text = "")
{
    /// <summary>The subtype, from -128 to 127.</summary>
    public int Subtype { get; init; }

    /// <summary>The signal that it belongs to, from 0 to 255.</summary>
    public int Channel { get; init; }

    /// <summary>A number of the annotator's own, from -128 to 127.</summary>
    public int Number { get; init; }
}

/// <summary>The annotations of a file.</summary>
/// <param name="Items">The annotations, in the order of the file.</param>
/// <param name="TicksPerSecond">Ticks of a second where the file has a rate of its own. Else <see langword="null"/>.</param>
public sealed record WfdbAnnotations(IReadOnlyList<WfdbAnnotation> Items, double? TicksPerSecond = null);
