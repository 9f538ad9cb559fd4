
namespace Sans.Torch.Activations;

/// <summary>
/// Names the tensor form of an activation. Without one, the activation runs on the host, which costs a copy of all maps in both
/// directions in every step.
/// </summary>
/// <param name="form">A class with a constructor without parameters that implements <see cref="ITensorForm{TActivation}"/> for
/// the activation.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class TensorFormAttribute(Type form) : Attribute
{
    /// <summary>The type of the form.</summary>
    public Type Form { get; } = form;
}
