using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;
using Sans.Core.Training;

namespace Sans.Networks.Studies;

/// <summary>
/// An estimate of a trial's cost on a processor. It distributes trials between shards, and never changes results.
/// </summary>
internal static class TrialCost
{
    // Besides its products with the kernel, a sample costs about this many products. Measured on quickstart, kernels of 50 take
    // half as long again as kernels of 5. Activations differ by a factor of two, which a share of many trials evens out.
    private const int FixedProducts = 90;

    // A dense layer uses its products three times: forward, and backward to its weights and to its input.
    private const int Passes = 3;

    /// <summary>The estimate for the networks of an experiment: the approximate multiplications of their training.</summary>
    public static Func<NetworkTrial, long> Of(SanExperiment experiment)
    {
        var data = experiment.ExpandDatasets().ToDictionary(
            d => d.Label,
            d => (PublishedExamples.Find(d.Name)?.Dimensions, Samples: Samples(d, experiment.For(d))),
            StringComparer.Ordinal);
        return trial =>
        {
            (SignalDimensions? dimensions, long samples) = data[trial.Dataset];

            // Most trials have kernels of one size. Those are asked for after each epoch.
            long products = trial.MixedKernelSizes.Count == 0
                ? trial.KernelCount * Products(trial.KernelSize)
                : trial.MixedKernelSizes.Sum(Products);
            return checked(samples * trial.Training.Epochs * products);

            long Products(int m) => FixedProducts + (dimensions == SignalDimensions.Two ? (long)m * m : m);
        };
    }

    /// <summary>The estimate for the classifier of an experiment, on the dataset of a label, in the same unit.</summary>
    public static Func<string, long> OfClassifier(SanExperiment experiment)
    {
        ClassifierConfig classifier = experiment.Classifier!;
        var costs = experiment.ExpandDatasets().ToDictionary(
            d => d.Label,
            d =>
            {
                PublishedExamples published = PublishedExamples.Find(d.Name)!;
                LayerShape input = published.Height == 1
                    ? LayerShape.Signals(1, published.Width)
                    : LayerShape.Images(1, published.Height, published.Width);
                long products = LayerShapes.ProductCount(classifier.Layers, input);
                return checked(Passes * products * classifier.Epochs * experiment.For(d).Split.Train.Value);
            },
            StringComparer.Ordinal);
        return label => costs[label];
    }

    private static long Samples(DatasetConfig dataset, SanExperiment experiment)
    {
        int length = PublishedExamples.Find(dataset.Name) is { } published
            ? published.Height * published.Width
            : experiment.Window.Length.Value;
        SplitConfig split = experiment.Split;
        long windows = (long)split.Train.Value + split.Validation.Value;
        return length * (experiment.Window.Draw is { } draw ? draw.Value * windows / (windows + split.Test.Value) : windows);
    }
}
