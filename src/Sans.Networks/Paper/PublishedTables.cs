using System.Globalization;

namespace Sans.Networks.Paper;

/// <summary>The printed tables of the paper, from <c>published.csv</c>, with the paper's own names.</summary>
internal static class PublishedTables
{
    /// <summary>Every row, table by table.</summary>
    public static IReadOnlyList<PublishedRow> Rows { get; } =
    [
        .. Read("published.csv").Select(cells => new PublishedRow(
            cells[0],
            cells[1],
            cells[2],
            int.Parse(cells[3], CultureInfo.InvariantCulture),
            Number(cells[4]),
            Number(cells[5]),
            Number(cells[6]),
            cells[7].Length == 0 ? null : Number(cells[7]))),
    ];

    /// <summary>
    /// Baseline accuracies in percent, by the paper's name of the dataset. The first follows from the paper's tables. The
    /// second is stated in the thesis for its own run (docs/method/san-paper.md, 5.D).
    /// </summary>
    public static IReadOnlyDictionary<string, (double Paper, double Thesis)> Baselines { get; } =
        Read("baselines.csv").ToDictionary(c => c[0], c => (Number(c[1]), Number(c[2])), StringComparer.Ordinal);

    private static readonly (string Paper, string Ours)[] Names = [.. Read("names.csv").Select(c => (c[0], c[1]))];

    /// <summary>This project's name for one of the paper's. Databases of PhysioNet have the same name.</summary>
    public static string Ours(string paper) => Array.Find(Names, n => n.Paper == paper) is { Ours: { } ours } ? ours : paper;

    /// <summary>The paper's name for one of this project, or the same name where the paper has none.</summary>
    public static string Paper(string ours) => Array.Find(Names, n => n.Ours == ours) is { Paper: { } paper } ? paper : ours;

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>The cells of each line below the head. These files have no quotes, and every run reads them.</summary>
    private static IEnumerable<string[]> Read(string file)
    {
        using Stream stream = typeof(PublishedTables).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not in the assembly");
        using StreamReader text = new(stream);
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }
}

/// <summary>A printed row.</summary>
/// <param name="Table">Its table: I to IV.</param>
/// <param name="Dataset">The paper's name of the dataset.</param>
/// <param name="Activation">The paper's name of the activation.</param>
/// <param name="KernelSize">m</param>
/// <param name="InverseCompressionRatio">CR⁻¹, to two digits.</param>
/// <param name="NormalizedReconstructionLoss">L̃, to two digits.</param>
/// <param name="MeanPhi">φ̄, to two digits.</param>
/// <param name="AccuracyDifference">Points against the baseline, to one digit. Table I has none.</param>
internal sealed record PublishedRow(
    string Table,
    string Dataset,
    string Activation,
    int KernelSize,
    double InverseCompressionRatio,
    double NormalizedReconstructionLoss,
    double MeanPhi,
    double? AccuracyDifference);
