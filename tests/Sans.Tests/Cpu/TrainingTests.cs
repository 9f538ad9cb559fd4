using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Tests.Core;

namespace Sans.Tests.Cpu;

/// <summary>
/// Whole trainings against one in double precision, which is written from docs/method/san-paper.md, sections 3 and 4,
/// alone.
/// </summary>
public sealed class TrainingTests
{
    private const int Length = 60;
    private const int Epochs = 4;

    /// <summary>
    /// The last batch is incomplete in the first two cases. In the third, one batch holds all examples.
    /// </summary>
    [Theory]
    [InlineData(7, 3)]
    [InlineData(5, 2)]
    [InlineData(7, 100)]
    public void Weights_follow_the_double_precision_training(int examples, int batchSize)
    {
        Check("identity", new Identity(), examples, batchSize);
        Check("relu", new Relu(), examples, batchSize);
        Check("top_k_absolutes", new TopKAbsolutes(), examples, batchSize);
        Check("extrema_pool_indices", new ExtremaPoolIndices(), examples, batchSize);
        Check("extrema", new Extrema(), examples, batchSize);
    }

    [Theory]
    [MemberData(nameof(LossTests.All), MemberType = typeof(LossTests))]
    public void Every_loss_follows_the_double_precision_training(LossConfig loss)
    {
        Check("identity", new Identity(), 5, 2, loss);
        Check("top_k_absolutes", new TopKAbsolutes(), 5, 2, loss);
        Check("extrema", new Extrema(), 5, 2, loss);
    }

    private static void Check<T>(string name, T activation, int examples, int batchSize, LossConfig? loss = null)
        where T : struct, ISparseActivation
    {
        foreach ((int kernelCount, int kernelSize) in new[] { (1, 6), (2, 7), (3, 1) })
        {
            SignalSplit split = Split(examples);
            TrainingConfig training = new(
                Epochs, batchSize, new AdamConfig(0.01, 0.9, 0.999, 1e-8), new(loss ?? LossConfig.MeanAbsoluteError));
            ActivationConfig config = new(name, name == "extrema" ? new(new Parameter("border_tolerance", 0L)) : default);
            NetworkTrial trial = new("test", config, name, kernelCount, kernelSize, 0, training, Protocol.AsPublished);
            CompletedSink sink = new();
            new CpuEngine(ActivationRegistry.Instance, 1).Run(
                [trial], new NetworkData(new Dictionary<string, SignalSplit> { ["test"] = split }), sink, CancellationToken.None);

            double[][] expected = ReferenceTraining.Run(activation, trial, split.Train);
            for (int i = 0; i < kernelCount; i++)
            {
                Assert.All(sink.Results[0].Kernels[i].Zip(expected[i]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
            }
        }
    }

    private static SignalSplit Split(int examples)
    {
        RandomStream stream = new("test", "training");
        return new SignalSplit(Windows(examples), Windows(1), Windows(1), "");

        SignalWindows Windows(int count) => new([.. Enumerable.Range(0, count * Length).Select(_ => (float)stream.NextNormal())], Length);
    }
}
