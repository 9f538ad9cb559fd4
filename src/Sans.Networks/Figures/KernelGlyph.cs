using System.Globalization;
using Sans.Core.Training;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>The kernels of a training as pictures show them.</summary>
internal static class KernelGlyph
{
    /// <summary>
    /// The atoms: what one activation of height 1 puts into the reconstruction, which is the stored kernel reversed
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

    /// <summary>What a picture of them says on hovering.</summary>
    public static string Describe(NetworkResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Trial.Dataset}, {result.Trial.ActivationLabel}: m = {result.Trial.KernelSizeText}, CR⁻¹ {result.Test.InverseCompressionRatio:F3}, loss {result.Test.NormalizedReconstructionLoss:F3}, φ {result.Test.MeanPhi:F3}, seed {result.Trial.Seed}");
}
