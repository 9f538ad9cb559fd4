using CsvHelper;
using Sans.Data.Files;

namespace Sans.Networks.Paper;

/// <summary>The printed tables of the paper, from <c>published.csv</c>, with the paper's own names.</summary>
internal static class PublishedTables
{
    /// <summary>Every row, table by table.</summary>
    public static IReadOnlyList<PublishedRow> Rows { get; } = [.. Read("published.csv", csv => new PublishedRow(
        csv.GetField("table")!,
        csv.GetField("dataset")!,
        csv.GetField("activation")!,
        csv.GetField<int>("kernel_size"),
        csv.GetField<double>("inverse_compression_ratio"),
        csv.GetField<double>("normalized_reconstruction_loss"),
        csv.GetField<double>("mean_phi"),
        csv.GetField<double?>("accuracy_difference")))];

    /// <summary>
    /// Baseline accuracies in percent, by the paper's name of the dataset. The first follows from the paper's tables. The
    /// second is stated in the thesis for its own run (docs/method/san-paper.md, 5.D).
    /// </summary>
    public static IReadOnlyDictionary<string, (double Paper, double Thesis)> Baselines { get; } =
        Read("baselines.csv", csv => (Name: csv.GetField("dataset")!, Values: (
            csv.GetField<double>("paper"),
            csv.GetField<double>("thesis")))).ToDictionary(b => b.Name, b => b.Values, StringComparer.Ordinal);

    private static readonly (string Paper, string Ours)[] Names =
    [
        .. Read("names.csv", csv => (csv.GetField("paper")!, csv.GetField("ours")!)),
    ];

    /// <summary>This project's name for one of the paper's. Databases of PhysioNet have the same name.</summary>
    public static string Ours(string paper) => Array.Find(Names, n => n.Paper == paper) is { Ours: { } ours } ? ours : paper;

    /// <summary>The paper's name for one of this project, or the same name where the paper has none.</summary>
    public static string Paper(string ours) => Array.Find(Names, n => n.Ours == ours) is { Paper: { } paper } ? paper : ours;

    private static List<T> Read<T>(string file, Func<CsvReader, T> row)
    {
        using Stream stream = typeof(PublishedTables).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not in the assembly");
        using StreamReader text = new(stream);
        using CsvReader csv = new(text, CsvSettings.Ours);
        csv.Read();
        csv.ReadHeader();
        List<T> rows = [];
        while (csv.Read())
        {
            rows.Add(row(csv));
        }

        return rows;
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
