using Sans.Core.Phi;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>A part of φ, as a column of <c>table.csv</c> and <c>trials.csv</c>.</summary>
/// <param name="Name">Its name in CSV files.</param>
/// <param name="Title">The printed title.</param>
/// <param name="LatexTitle">The title in LaTeX.</param>
/// <param name="Explanation">The explanation.</param>
/// <param name="Of">The measure of some examples, or <see langword="null"/> where a run of an earlier build has none.</param>
internal sealed record PhiMeasure(string Name, string Title, string LatexTitle, string Explanation, Func<PhiMean, double?> Of)
{
    /// <summary>The readers of the column.</summary>
    public Readers Readers { get; init; }

    /// <summary>The measure that rows are chosen by.</summary>
    public static PhiMeasure MeanPhi { get; } = new(
        "mean_phi",
        "mean φ",
        "$\\bar\\varphi$",
        "Mean over the test examples of φ, Eqs (6) and (7): √(CR⁻¹² + L̃²). The chosen row of a dataset is marked.",
        mean => mean.MeanPhi);

    /// <summary>
    /// All parts of φ, in the order of printed tables. In CSV files, later additions follow all other columns.
    /// </summary>
    public static IReadOnlyList<PhiMeasure> All { get; } =
    [
        new(
            "inverse_compression_ratio",
            "CR⁻¹",
            "$CR^{-1}$",
            "Inverse compression ratio, Eq. (4): (W + (D + 1) A) / n, the cost of the description. 1 is the size of the data. Mean "
                + "over the test examples.",
            mean => mean.InverseCompressionRatio),
        new(
            "normalized_reconstruction_loss",
            "loss",
            "$\\tilde{\\mathcal{L}}$",
            "Normalised reconstruction loss L̃, Eq. (5): Σ|x̂ − x| / Σ|x|. 1 is the loss of a reconstruction that is zero. Mean over "
                + "the test examples.",
            mean => mean.NormalizedReconstructionLoss),
        MeanPhi,
    ];

    /// <summary>The column of a table without its cells.</summary>
    public Column Column => new(Name, Title, ColumnRole.Measure, Explanation)
    {
        Readers = Readers,
        Format = PhiColumns.Number,
        Better = Better.Lower,
        LatexTitle = LatexTitle,
        PaperFormat = PhiColumns.PaperNumber,
    };
}
