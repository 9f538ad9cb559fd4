using Sans.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch.Classification;

/// <summary>Steps of training and measures of a batch of classifiers. Tensors of a step live as long as the step.</summary>
internal sealed class ClassifierSteps
{
    private readonly TensorClassifier _classifier;
    private readonly MaskedAdam[] _adam;

    // The cross-entropy of all examples of each trial since the last check. It is not finite where a trial diverged.
    private readonly Tensor _losses;

    /// <summary>Prepares the steps.</summary>
    /// <param name="classifier">The classifiers.</param>
    /// <param name="settings">The settings of Adam.</param>
    /// <param name="trialCount">Number of trials.</param>
    /// <param name="device">The device.</param>
    public ClassifierSteps(TensorClassifier classifier, AdamConfig settings, int trialCount, Device device)
    {
        _classifier = classifier;
        _adam = [.. classifier.Parameters.Select(p => new MaskedAdam(p, null, settings))];
        _losses = zeros([trialCount], ScalarType.Float64, device);
    }

    /// <summary>One update of all classifiers.</summary>
    /// <param name="batch"><c>[examples, trials, height, width] float32</c>. Disposed of with the step.</param>
    /// <param name="classes">The class of each, <c>[trials, examples] int64</c>.</param>
    public void Train(Tensor batch, Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        scope.Attach(batch);
        (Tensor[] gradients, Tensor crossEntropy) = Gradients(batch, classes);
        _losses.add_(crossEntropy.detach().sum(1, type: ScalarType.Float64));
        for (int i = 0; i < gradients.Length; i++)
        {
            _adam[i].Update(gradients[i]);
        }
    }

    /// <summary>The gradients of the mean cross-entropy of each trial, by automatic differentiation.</summary>
    /// <param name="batch"><c>[examples, trials, height, width] float32</c></param>
    /// <param name="classes">The class of each, <c>[trials, examples] int64</c>.</param>
    /// <returns>The gradients in the shapes of the parameters, and the cross-entropy of each example, <c>[trials, examples]</c>.</returns>
    public (Tensor[] Gradients, Tensor CrossEntropy) Gradients(Tensor batch, Tensor classes)
    {
        Tensor outputs = _classifier.Outputs(_classifier.Parameters, batch);
        Tensor crossEntropy = outputs.log_softmax(-1).gather(-1, classes.unsqueeze(-1)).squeeze(-1).neg();
        if (_adam.Length == 0)
        {
            return ([], crossEntropy);
        }

        // Each trial's weights appear in its own mean only, so the sum of the means has the gradients of all.
        return ([.. autograd.grad([crossEntropy.mean([1]).sum()], [.. _classifier.Parameters])], crossEntropy);
    }

    /// <summary>The cross-entropy of each trial since the last call, summed over its examples.</summary>
    public double[] TakeLosses()
    {
        double[] losses = HostCopy.Of<double>(_losses);
        _losses.zero_();
        return losses;
    }

    /// <summary>Whether all weights of each trial are finite.</summary>
    public bool[] AreFinite()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor areFinite = ones_like(_losses, ScalarType.Bool);
        foreach (Tensor parameter in _classifier.Parameters)
        {
            areFinite.logical_and_(parameter.detach().isfinite().flatten(1).all(1));
        }

        return HostCopy.Of<bool>(areFinite);
    }

    /// <summary>The predicted classes of examples: that of the largest output, the first of equal ones.</summary>
    /// <param name="parameters">The weights to measure.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="atOnce">Number of examples that are processed together.</param>
    /// <returns><c>[trials, examples] int64</c></returns>
    public Tensor Classify(IReadOnlyList<Tensor> parameters, ExampleTable examples, int atOnce)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable withoutGradient = no_grad();
        Tensor rows = examples.RowsInOrder();
        List<Tensor> given = [];
        for (int first = 0; first < examples.Count; first += atOnce)
        {
            using DisposeScope pass = NewDisposeScope();
            Tensor outputs = _classifier.Outputs(parameters, examples.Take(rows, first, Math.Min(atOnce, examples.Count - first)));
            given.Add(outputs.argmax(-1).MoveToOuterDisposeScope());
        }

        return cat(given, 1).MoveToOuterDisposeScope();
    }
}
