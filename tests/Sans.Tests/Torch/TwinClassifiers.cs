using Sans.Configuration.Kinds.Networks;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Classification;
using Sans.Torch;
using Sans.Torch.Classification;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Tests.Torch;

/// <summary>
/// The same classifiers in both engines, step by step. The embedded engine has each alone, and the other has all
/// together.
/// </summary>
internal sealed class TwinClassifiers : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly LabelledSplit[] _data;
    private readonly ClassifierNetwork[] _embedded;
    private readonly Adam[] _embeddedAdam;
    private readonly TensorClassifier _torch;
    private readonly ClassifierSteps _steps;
    private readonly ExampleTable _examples;
    private readonly ClassTable _classes;

    /// <summary>Classifiers with the initial weights of their owners.</summary>
    /// <param name="config">Their layers and how they are trained.</param>
    /// <param name="owners">Whom they are drawn for.</param>
    /// <param name="data">What each of them is trained on.</param>
    public TwinClassifiers(ClassifierConfig config, string[] owners, LabelledSplit[] data)
    {
        _data = data;
        var shapes = ClassifierShapes.Of(config.Layers, data[0].Train.Shape, data[0].Labels.ClassCount);
        _embedded = [.. owners.Select(owner =>
        {
            ClassifierNetwork network = new(config.Layers, shapes.Input, shapes.Outputs, config.BatchSize);
            network.Parameters.Draw(new ClassifierRandomness(owner));
            return network;
        })];
        _embeddedAdam = [.. _embedded.Select(n => n.Parameters.Optimizer(config.Adam))];
        _torch = new TensorClassifier(config.Layers, shapes, [.. owners.Select(o => new ClassifierRandomness(o))], CPU);
        _steps = new ClassifierSteps(_torch, config.Adam, owners.Length, CPU);
        _examples = ExampleTable.Of([.. data.Select(d => d.Train)], CPU);
        _classes = new ClassTable([.. data.Select(d => d.Labels.Train)], CPU);
    }

    /// <summary>The weights of the embedded engine, trial after trial.</summary>
    public float[] EmbeddedWeights => [.. _embedded.SelectMany(n => n.Parameters.Values())];

    /// <summary>The weights of the TorchSharp engine, in the same order.</summary>
    public float[] TorchWeights => InOrder(_torch.Parameters);

    /// <summary>Takes a step in both engines.</summary>
    /// <param name="batches">The examples of each trial, as many for each.</param>
    /// <returns>The gradients of each, and the loss summed over all examples.</returns>
    public (float[] Embedded, float[] Torch, double EmbeddedLoss, double TorchLoss) Step(int[][] batches)
    {
        List<float> embedded = [];
        double loss = 0;
        for (int i = 0; i < _embedded.Length; i++)
        {
            _embedded[i].Forward(_data[i].Train, _data[i].Labels.Train, batches[i], batches[i].Length);
            loss += _embedded[i].Backward(batches[i].Length);
            embedded.AddRange(_embedded[i].Parameters.Gradients());
            _embedded[i].Parameters.Update(_embeddedAdam[i]);
        }

        using DisposeScope scope = NewDisposeScope();
        int count = batches[0].Length;
        Tensor rows = _examples.Rows(trial => batches[trial]);
        Tensor classes = _classes.InOrder(trial => batches[trial]);
        float[] torch = InOrder(_steps.Gradients(_examples.Take(rows, 0, count), classes).Gradients);
        _steps.Train(_examples.Take(rows, 0, count), classes);
        return ([.. embedded], torch, loss, _steps.TakeLosses().Sum());
    }

    public void Dispose() => _scope.Dispose();

    private float[] InOrder(IReadOnlyList<Tensor> parameters)
    {
        float[][] values = [.. parameters.Select(HostCopy.Of<float>)];
        return [.. Enumerable.Range(0, _embedded.Length).SelectMany(
            trial => values.SelectMany(all => all.Chunk(all.Length / _embedded.Length).ElementAt(trial)))];
    }
}
