using Sans.Configuration;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>Adam with bias correction for weights of all trials. Epsilon is added after the root. Padding stays zero.</summary>
/// <param name="weights">The weights, changed in place.</param>
/// <param name="isOutside">The padding among the weights, or <see langword="null"/> for none.</param>
/// <param name="settings">Step size and decays.</param>
internal sealed class MaskedAdam(Tensor weights, Tensor? isOutside, AdamConfig settings)
{
    private readonly double _learningRate = settings.LearningRate;
    private readonly double _beta1 = settings.Beta1;
    private readonly double _beta2 = settings.Beta2;
    private readonly double _epsilon = settings.Epsilon;
    private readonly Tensor _first = zeros_like(weights);
    private readonly Tensor _second = zeros_like(weights);
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>Updates the weights.</summary>
    /// <param name="gradient">In the shape of the weights.</param>
    public void Update(Tensor gradient)
    {
        _beta1Power *= _beta1;
        _beta2Power *= _beta2;
        using (no_grad())
        {
            _first.mul_(_beta1).add_(gradient, 1 - _beta1);
            _second.mul_(_beta2).addcmul_(gradient, gradient, 1 - _beta2);
            Tensor root = _second.sqrt().div_(Math.Sqrt(1 - _beta2Power)).add_(_epsilon);
            Tensor step = _first.div(root).mul_(_learningRate / (1 - _beta1Power));
            weights.sub_(isOutside is null ? step : step.masked_fill_(isOutside, 0));
        }
    }

    /// <summary>Stores the present state. The returned action restores it, any number of times.</summary>
    /// <returns>Restores the state.</returns>
    public Action Remember()
    {
        (double beta1Power, double beta2Power) = (_beta1Power, _beta2Power);
        (Tensor w, Tensor first, Tensor second) = (weights.detach().clone(), _first.clone(), _second.clone());
        return () =>
        {
            (_beta1Power, _beta2Power) = (beta1Power, beta2Power);
            using (no_grad())
            {
                weights.copy_(w);
                _first.copy_(first);
                _second.copy_(second);
            }
        };
    }
}
