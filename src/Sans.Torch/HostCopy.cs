using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>The way from a device to the host.</summary>
internal static class HostCopy
{
    /// <summary>The numbers of a tensor, row by row.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    public static T[] Of<T>(Tensor tensor)
        where T : unmanaged
    {
        using Tensor onHost = tensor.detach().cpu().contiguous();
        T[] numbers = new T[onHost.numel()];

        // Bytes of a tensor are limited to 2 GiB. What comes to the host is far smaller.
        MemoryMarshal.Cast<byte, T>(onHost.bytes).CopyTo(numbers);
        return numbers;
    }
}
