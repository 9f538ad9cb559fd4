using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>
/// The larger of each number and zero, computed in the buffer of the layer before. No layer needs its own output from before
/// that.
/// </summary>
/// <param name="values">The numbers.</param>
internal sealed class RectifierLayer(PaddedBuffer values) : Layer
{
    /// <inheritdoc/>
    public override PaddedBuffer Output => values;

    /// <inheritdoc/>
    public override bool IsInPlace => true;

    /// <inheritdoc/>
    public override void Forward() => Rectifier.Forward(ref values.At(0), values.Length);

    /// <inheritdoc/>
    public override void Backward(PaddedBuffer gradient, PaddedBuffer? inputGradient, int exampleCount) =>
        Rectifier.Backward(ref values.At(0), ref gradient.At(0), values.Length);
}
