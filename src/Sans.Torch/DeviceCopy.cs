using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>The way from the host to a device.</summary>
internal static class DeviceCopy
{
    /// <summary>Numbers in memory of the library's own. A tensor would stay in the array of the host, which begins anywhere, and sums of the libraries may have an order that depends on where.</summary>
    /// <param name="numbers">The numbers, row by row.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="device">The device.</param>
    public static Tensor Of(float[] numbers, long[] shape, Device device)
    {
        using Tensor onHost = tensor(numbers, shape);
        return onHost.to(device, copy: true);
    }
}
