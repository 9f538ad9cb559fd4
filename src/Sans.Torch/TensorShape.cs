using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// Shapes are checked before the library gets them. Its behaviour for wrong shapes is undefined and may end the process.
/// </summary>
internal static class TensorShape
{
    /// <summary>Requires a tensor of the given shape.</summary>
    /// <exception cref="ArgumentException">The shape differs.</exception>
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
