using System.Buffers.Binary;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Data;

namespace Sans.Tests.RealData;

/// <summary>Images and rows of the published files: split in order, scaled, with their classes.</summary>
public sealed class PublishedExampleDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sans-examples-").FullName;

    /// <summary>
    /// Counts of docs/method/san-paper.md, 5.B and 6.6: the last 1380 rows are 40.80 % eyes, 37.83 % tumor, 21.38 % epilepsy.
    /// </summary>
    [RealDataFact("uci-epilepsy/data.csv.gz")]
    public void Rows_of_recordings_are_split_scaled_and_merged_as_published()
    {
        SignalSplit split = Load("uci_epilepsy");
        Assert.Equal((8_740, 1_380, 1_380), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(ExampleShape.Signal(178), split.Test.Shape);
        float[] all = [.. split.Train.Samples, .. split.Validation.Samples, .. split.Test.Samples];
        Assert.Equal((-1, 1), (all.Min(), all.Max()));

        // The first row of the file begins with 135, 190, 229 and has label 4.
        Assert.Equal([Scaled(135), Scaled(190), Scaled(229)], split.Train[0][..3].ToArray());
        Assert.Equal(2, split.Labels!.Train[0]);
        Assert.Equal([295, 522, 563], Enumerable.Range(0, 3).Select(c => split.Labels.Test.Count(l => l == c)));

        static float Scaled(double value) => (float)((2 * (value + 1885) / 3932) - 1);
    }

    /// <summary>
    /// The first test image of MNIST is a seven (5.C). Fashion-MNIST has a thousand test images of each class.
    /// </summary>
    [RealDataTheory("mnist", "fashion-mnist")]
    [InlineData("mnist", 7, 980)]
    [InlineData("fashion_mnist", 9, 1_000)]
    public void Images_are_split_in_the_order_of_their_files(string dataset, int firstTestLabel, int zeros)
    {
        SignalSplit split = Load(dataset);
        Assert.Equal((50_000, 10_000, 10_000), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(new ExampleShape(28, 28), split.Train.Shape);
        Assert.Equal((0, 1), (split.Test.Samples.ToArray().Min(), split.Test.Samples.ToArray().Max()));
        Assert.All(split.Test[0].ToArray(), pixel => Assert.Equal((float)(Math.Round(255 * pixel) / 255.0), pixel));
        Assert.Equal((firstTestLabel, zeros), (split.Labels!.Test[0], split.Labels.Test.Count(l => l == 0)));

        SignalSplit small = Load(dataset, "split: { train: 49990, validation: 20, test: 3 }");
        Assert.Equal(split.Train[49_990].ToArray(), small.Validation[0].ToArray());
        Assert.Equal(split.Validation[9].ToArray(), small.Validation[19].ToArray());
        Assert.Equal(split.Labels.Validation[9], small.Labels!.Validation[19]);
        Assert.Equal(split.Test[2].ToArray(), small.Test[2].ToArray());
        Assert.NotEqual(split.Digest, small.Digest);
    }

    [RealDataFact("mnist")]
    public void Scaling_is_the_choice_of_the_experiment()
    {
        const string few = "split: { train: 2, validation: 1, test: 1 }\nnormalize: ";
        SignalSplit pixels = Load("mnist", few + "none"), unit = Load("mnist", few + "unit"), symmetric = Load(
            "mnist", few + "symmetric"), standardized = Load("mnist", few + "standardize");
        for (int t = 0; t < 784; t++)
        {
            Assert.Equal((float)(pixels.Test[0][t] / 255.0), unit.Test[0][t]);
            Assert.Equal((float)((2 * pixels.Test[0][t] / 255.0) - 1), symmetric.Test[0][t]);
        }

        Assert.Equal(0, standardized.Test[0].ToArray().Average(), 1e-5);
        Assert.Equal(1, Math.Sqrt(standardized.Test[0].ToArray().Sum(x => (double)x * x) / 783), 1e-5);
    }

    [Fact]
    public void Missing_files_are_told_with_advice()
    {
        DatasetException problem = Assert.Throws<DatasetException>(() => LoadFrom("mnist"));
        Assert.Equal($"dataset 'mnist': there is no {Path.Combine(_folder, "mnist", "train-images-idx3-ubyte.gz")}", problem.Message);
        Assert.Contains("Fetch the files", problem.Advice, StringComparison.Ordinal);
        Assert.Contains(
            Path.Combine(_folder, "uci-epilepsy", "data.csv"),
            Assert.Throws<DatasetException>(() => LoadFrom("uci_epilepsy")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 28, 28, 3, 9, "ask for 4")]
    [InlineData(4, 28, 27, 4, 9, "the images have 28 × 27 pixels; those of mnist have 28 × 28")]
    [InlineData(4, 28, 28, 3, 9, "3 labels for the 4 images of train-images-idx3-ubyte")]
    [InlineData(4, 28, 28, 4, 10, "image 3 has the label 10; there are classes 0 to 9")]
    public void Files_that_do_not_fit_are_refused(int images, int height, int width, int labels, byte label, string problem)
    {
        WriteImages("train", images, height, width, labels, label);
        WriteImages("t10k", 1, 28, 28, 1, 0);
        Assert.Contains(problem, Assert.Throws<DatasetException>(() => LoadFrom("mnist")).Message, StringComparison.Ordinal);
    }

    /// <summary>Plain files are read as well as compressed ones.</summary>
    [Fact]
    public void Plain_images_are_read()
    {
        WriteImages("train", 5, 28, 28, 5, 3);
        WriteImages("t10k", 1, 28, 28, 1, 2);
        SignalSplit split = LoadFrom("mnist");
        Assert.Equal((3, 1, 1), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(2, split.Labels!.Test[0]);
    }

    /// <summary>An accuracy on examples of one class says nothing about the other classes.</summary>
    [Fact]
    public void Parts_of_one_class_are_noted_where_a_classifier_is_trained()
    {
        WriteImages("train", 4, 28, 28, 4, 3);
        WriteImages("t10k", 1, 28, 28, 1, 2);
        const string split = "split: { train: 3, validation: 1, test: 1 }\n";
        const string classifier = "kind: classification\nclassifier: { layers: [flatten, linear: { units: 10 }], batch_size: 3 }";
        LoadedData labelled = ExperimentData.Load(Experiment("mnist", split + classifier), DataFolder.Find(_folder));
        Assert.Equal(
            "'split.train' has examples of one class only, '1'; 'split.validation' has examples of one class only, '3'; 'split.test' "
                + "has examples of one class only, '2'",
            labelled.Notes["mnist"]);
        Assert.Empty(ExperimentData.Load(Experiment("mnist", split), DataFolder.Find(_folder)).Notes);

        File.WriteAllBytes(Path.Combine(_folder, "mnist", "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 4, 0, 9, 4, 5]);
        Assert.StartsWith(
            "'split.validation' has examples of one class only, '5'; 'split.test' has examples of one class only, '2'; 'split.train' "
                + "has no example of '1', '2', '3', '5', '6', '7', '8'; "
            + "'classifier.batch_size' of 64 exceeds the number of training examples; a batch holds all 3",
            ExperimentData.Load(
                Experiment("mnist", split + classifier.Replace("batch_size: 3", "batch_size: 64", StringComparison.Ordinal)),
                DataFolder.Find(_folder)).Notes["mnist"],
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SignalSplit Load(string dataset, string settings = "") =>
        ExperimentData.Load(Experiment(dataset, settings)).Data[dataset];

    private SignalSplit LoadFrom(string dataset) =>
        ExperimentData.Load(Experiment(dataset, "split: { train: 3, validation: 1, test: 1 }"), DataFolder.Find(_folder)).Data[dataset];

    private static SanExperiment Experiment(string dataset, string settings) => TestExperiments.Read($"""
        name: any
        datasets: [{dataset}]
        model: {"{ kernel_size: 3 }"}
        activations: [identity]
        {settings}
        """);

    private void WriteImages(string part, int count, int height, int width, int labels, byte lastLabel)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "mnist"));
        byte[] pixels = [.. Enumerable.Range(0, count * height * width).Select(i => (byte)i)];
        byte[] classes = [.. Enumerable.Repeat((byte)1, labels - 1), lastLabel];
        File.WriteAllBytes(
            Path.Combine(_folder, "mnist", part + "-images-idx3-ubyte"), [0, 0, 8, 3, .. Sizes(count, height, width), .. pixels]);
        File.WriteAllBytes(Path.Combine(_folder, "mnist", part + "-labels-idx1-ubyte"), [0, 0, 8, 1, .. Sizes(labels), .. classes]);

        static byte[] Sizes(params int[] sizes) => [.. sizes.SelectMany(s =>
        {
            byte[] bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, s);
            return bytes;
        })];
    }
}
