using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// Shapes are looked at before the library is: what it does with a wrong one is its own affair, and may be to end the process.
/// </summary>
internal static class TensorShape
{
    /// <summary>Lets a tensor of the given shape pass.</summary>
    /// <exception cref="ArgumentException">It has another one.</exception>
    public static void Require(Tensor tensor, params ReadOnlySpan<long> shape)
    {
        if (!shape.SequenceEqual(tensor.shape))
        {
            throw new ArgumentException(
                $"a tensor of shape [{string.Join(", ", shape.ToArray())}] is needed; found [{string.Join(", ", tensor.shape)}]",
                nameof(tensor));
        }
    }
}
