namespace Sans.Networks.Figures;

/// <summary>The test examples of a dataset that a report shows, chosen by φ of the network of the chosen row.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Ranked">The example of least φ, the one in the middle and the one of largest φ, through the network of the chosen
/// row. The number of each among the test examples, from 1. One or two where there are no more examples.</param>
/// <param name="Compared">The example in the middle through the network of each activation.</param>
/// <param name="Uses">The use of each kernel by the network of the chosen row. Empty for images.</param>
/// <param name="Examined">Test examples that were ranked.</param>
/// <param name="All">All test examples.</param>
public sealed record ShownExamples(
    string Dataset,
    IReadOnlyList<(string Word, int Number, TracedExample Example)> Ranked,
    IReadOnlyList<TracedExample> Compared,
    IReadOnlyList<KernelUse> Uses,
    int Examined,
    int All)
{
    /// <summary>Samples per second, or <see langword="null"/> where nothing says it.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>The unit of the samples as the network sees them. Empty where there is none.</summary>
    public string Units { get; init; } = "";
}
