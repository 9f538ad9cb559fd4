using System.Globalization;
using Sans.Core.Training;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>The kernels of a training in pictures.</summary>
internal static class KernelGlyph
{
    /// <summary>
    /// The atoms: the contribution of one activation of height 1 to the reconstruction. An atom is the stored kernel reversed
    /// (docs/method/san-paper.md, 3.2).
    /// </summary>
    public static Glyph Of(NetworkResult result)
    {
        IReadOnlyList<int> sizes = result.Trial.KernelSizes;
        bool isStored = result.Trial.Readings is { UseTransposedDecoder: true };
        return new Glyph([.. result.Kernels.Select((k, i) => new Atom(isStored ? k : [
            .. k.AsEnumerable().Reverse(),
        ], k.Length == sizes[i] ? 0 : sizes[i]))]);
    }

    /// <summary>The text that a picture of the kernels shows on hovering.</summary>
    public static string Describe(NetworkResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Trial.Dataset}, {result.Trial.ActivationLabel}: m = {result.Trial.KernelSizeText}, CR⁻¹ {result.Test.InverseCompressionRatio:F3}, loss {result.Test.NormalizedReconstructionLoss:F3}, φ {result.Test.MeanPhi:F3}, seed {result.Trial.Seed}");
}
