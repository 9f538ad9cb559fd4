using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Torch;

/// <summary>The provider of the TorchSharp engine.</summary>
internal sealed class TorchEngineProvider : IEngineProvider
{
    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public string Summary => "TorchSharp: many trials as one tensor computation, on the CPU or on a GPU (--device). Agrees with "
        + "the embedded engine within tolerances, not to the bit."
        + (TorchDevice.WhyNotHere() is { } reason ? $" Does not run here: {reason}." : "");

    /// <inheritdoc/>
    public IReadOnlyList<string> Devices() => TorchDevice.All();

    /// <inheritdoc/>
    public INetworkEngine Create(string? device, IActivationRegistry activations, int jobs) =>
        new TorchEngine(activations, () => TorchDevice.Open(device ?? "cpu", jobs));
}
