using Sans.Core.Training;

namespace Sans.Experiments;

/// <summary>The engines that this program has beside the embedded one.</summary>
public static class HandedEngines
{
    /// <summary>The engine on TorchSharp where the build was made with <c>TorchBackend</c>.</summary>
    public static IReadOnlyList<IEngineProvider> All { get; } =
    [
#if TORCH
        Sans.Torch.TorchEngine.Provider,
#endif
    ];
}
