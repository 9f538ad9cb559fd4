namespace Sans.Reports.Charts;

/// <summary>Kernels as a small picture: lines over each other, or pictures side by side.</summary>
/// <param name="Atoms">The kernels in display form.</param>
public sealed record Glyph(IReadOnlyList<Atom> Atoms);

/// <summary>One kernel.</summary>
/// <param name="Values">From left to right, row after row.</param>
/// <param name="Columns">Samples of a row of a picture, 0 for a line.</param>
public sealed record Atom(IReadOnlyList<float> Values, int Columns = 0);
