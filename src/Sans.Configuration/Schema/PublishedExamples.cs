namespace Sans.Configuration.Schema;

/// <summary>
/// The known facts of a dataset that is published as examples with classes: its shape and its use in the paper
/// (docs/method/san-paper.md, 5.B and 5.C).
/// </summary>
/// <param name="Name">The name in YAML.</param>
/// <param name="Folder">The path of its files in the data folder.</param>
/// <param name="Height">Rows of an image, 1 for a row of samples.</param>
/// <param name="Width">Samples of a row.</param>
/// <param name="LearningCount">Examples to split, in file order, into those that train and those that validate.</param>
/// <param name="TestCount">
/// Examples of the test set, where it is a separate file. It is 0 where they follow the validation examples.
/// </param>
/// <param name="ClassCount">Number of classes, 0 where the experiment declares them.</param>
/// <param name="Split">The split of the paper.</param>
/// <param name="Normalization">The scaling of the paper's numbers.</param>
public sealed record PublishedExamples(
    string Name,
    string Folder,
    int Height,
    int Width,
    int LearningCount,
    int TestCount,
    int ClassCount,
    SplitConfig Split,
    Normalization Normalization)
{
    /// <summary>MNIST: images of handwritten digits.</summary>
    public static PublishedExamples Mnist { get; } = Images("mnist", "mnist");

    /// <summary>Fashion-MNIST: images of clothes.</summary>
    public static PublishedExamples FashionMnist { get; } = Images("fashion_mnist", "fashion-mnist");

    /// <summary>UCI Epileptic Seizure Recognition: pieces of 178 samples of an electroencephalogram.</summary>
    public static PublishedExamples UciEpilepsy { get; } =
        new("uci_epilepsy", "uci-epilepsy", 1, 178, 11_500, 0, 0, new SplitConfig(8_740, 1_380, 1_380), Normalization.Symmetric);

    /// <summary>All published datasets.</summary>
    public static ValueList<PublishedExamples> All { get; } = new(Mnist, FashionMnist, UciEpilepsy);

    /// <summary>The dimensions of the examples.</summary>
    public SignalDimensions Dimensions => Height == 1 ? SignalDimensions.One : SignalDimensions.Two;

    /// <summary>The dataset of the given name, or <see langword="null"/> for one that is cut from a signal.</summary>
    public static PublishedExamples? Find(string name) => All.FirstOrDefault(d => d.Name == name);

    private static PublishedExamples Images(string name, string folder) =>
        new(name, folder, 28, 28, 60_000, 10_000, 10, new SplitConfig(50_000, 10_000, 10_000), Normalization.Unit);
}
