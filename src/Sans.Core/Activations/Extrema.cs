using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Sans.Configuration;
using Sans.Core.Pursuit;

namespace Sans.Core.Activations;

/// <summary>
/// Extrema: keeps peaks and valleys in order of magnitude. Each must lie further than the minimum extrema distance from
/// every larger kept one (Algorithm 3).
/// </summary>
/// <remarks>
/// A peak is positive, above its left neighbour and not exceeded by its right one. A valley is zero or negative, below its
/// right neighbour and not above its left one. The first sample can be a valley only, the last a peak only. Of two extrema at
/// most the distance apart (inclusive), the one of larger magnitude stays. Ties go to the lower index. A removed extremum
/// removes nothing. In an image, a peak or valley is one along its row and along its column. The distance spans a square there.
/// Valleys of zero are left out in images, because they cost nothing and remove nothing. Cost: a few passes on ordinary maps.
/// There are at most n / distance where the maxima keep rising towards one end and the distance is at most 32. In an image
/// O(kept · candidates).
/// </remarks>
/// <param name="BorderTolerance">Samples by which the distance is shorter than the kernel, so that kernels may overlap at their
/// borders.</param>
/// <param name="MinimumExtremaDistance">
/// The distance in samples. The default is <c>max(1, m - border_tolerance)</c> for a kernel of m.
/// </param>
/// <param name="DistanceFactor">
/// Share of that default distance, rounded. The default is 1. It excludes <c>minimum_extrema_distance</c>.
/// </param>
/// <param name="DistanceStart">
/// The share in the first epoch, which moves to that of the last epoch. The default is the share of the last epoch.
/// </param>
/// <param name="DistanceEnd">The share in the last epoch, 1 by default. Validation, test and use have it throughout.</param>
/// <param name="Refit">The source of amplitudes. The default is the similarities.</param>
[SparseActivation("extrema", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct Extrema(
    [Range(0, 1_000_000)] int BorderTolerance = 0,
    [Range(1, 1_000_000)] int? MinimumExtremaDistance = null,
    [Range(0.05, 10.0)] double? DistanceFactor = null,
    [Range(0.05, 10.0)] double? DistanceStart = null,
    [Range(0.05, 10.0)] double? DistanceEnd = null,
    SupportRefit? Refit = null) : IDistanceActivation, IRefittedActivation
{
    // With so few kept extrema, taking the largest repeatedly is faster than comparing neighbours.
    private const int FewKept = 24;

    /// <inheritdoc/>
    public int DistanceOf(int kernelSize) => DistanceAt(kernelSize, progress: 1);

    /// <summary>The distance in the course of a training, in samples.</summary>
    /// <param name="kernelSize">Samples m of the kernel, or of its side.</param>
    /// <param name="progress">Progress of the training, in [0, 1].</param>
    public int DistanceAt(int kernelSize, double progress)
    {
        double last = DistanceEnd ?? DistanceFactor ?? 1;
        double factor = ExtremaDistance.Between(DistanceStart ?? last, last, progress);
        return MinimumExtremaDistance ?? ExtremaDistance.Of(kernelSize, BorderTolerance, factor);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int distance = DistanceAt(context.KernelSize, context.Progress);
        if (context.Dimensions == SignalDimensions.Two)
        {
            ImageExtrema.Keep(context, distance, ref support);
            return;
        }

        ExtremaCandidates candidates = new(context.Similarity, context.Scratch);
        if (context.Length / (distance + 1) <= FewKept)
        {
            candidates.KeepLargestFirst(distance);
        }
        else if (distance > ExtremaCandidates.LongestInRounds)
        {
            candidates.KeepByClimbing(distance);
        }
        else
        {
            candidates.KeepInRounds(distance);
        }

        candidates.AddKeptTo(ref support);
    }
}
