using System.ComponentModel.DataAnnotations;
using Sans.Configuration;
using Sans.Core.Pursuit;

namespace Sans.Core.Activations;

/// <summary>Extrema of all kernels with one distance: a kept extremum removes smaller ones nearby, also those of other kernels.</summary>
/// <remarks>
/// The candidates of all maps of an example have one order: larger priority first, then lower position, then lower kernel. A
/// kept one removes later ones within the distance of its own kernel. With one kernel, the result is that of
/// <see cref="Extrema"/>. Cost: O(candidates · log candidates + candidates · neighbours).
/// </remarks>
/// <param name="BorderTolerance">Samples by which the distance is shorter than the kernel, so that kernels may overlap at their
/// borders.</param>
/// <param name="MinimumExtremaDistance">
/// The distance in samples. The default is <c>max(1, m - border_tolerance)</c> for a kernel of m.
/// </param>
/// <param name="DistanceFactor">
/// Share of that default distance, rounded. The default is 1. It excludes <c>minimum_extrema_distance</c>.
/// </param>
/// <param name="Priority">The rule that decides between extrema of different kernels.</param>
/// <param name="Mode">The form of the competition.</param>
/// <param name="Refit">The source of amplitudes. The default is the similarities.</param>
[SparseActivation("extrema_competition", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct ExtremaCompetition(
    [Range(0, 1_000_000)] int BorderTolerance = 0,
    [Range(1, 1_000_000)] int? MinimumExtremaDistance = null,
    [Range(0.05, 10.0)] double? DistanceFactor = null,
    ExtremaPriority Priority = ExtremaPriority.Magnitude,
    CompetitionMode Mode = CompetitionMode.Elimination,
    SupportRefit? Refit = null) : IRefittedActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <summary>The minimum extrema distance of a kernel, in samples.</summary>
    /// <param name="kernelSize">Samples m of the kernel, or of its side.</param>
    public int DistanceOf(int kernelSize) => MinimumExtremaDistance ?? ExtremaDistance.Of(kernelSize, BorderTolerance, DistanceFactor ?? 1);

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        CompetingCandidates candidates = context.Workspace<CompetingCandidates>();
        candidates.Begin(context.Shape);
        for (int kernel = 0; kernel < context.KernelCount; kernel++)
        {
            double norm = Priority == ExtremaPriority.Normalized ? KernelNorm.Of(context.Kernel(kernel)) : 1;
            candidates.Add(context, kernel, DistanceOf(context.KernelSizeOf(kernel)), norm);
        }

        if (Mode == CompetitionMode.Elimination)
        {
            candidates.Eliminate(isAmongAll: true);
        }
        else
        {
            candidates.Eliminate(isAmongAll: false);
            candidates.DefendTerritories();
        }

        candidates.AddKeptTo(ref support);
    }
}

/// <summary>The rule that decides between extrema of different kernels.</summary>
public enum ExtremaPriority
{
    /// <summary>The magnitude |s| of the similarity.</summary>
    Magnitude,

    /// <summary>The magnitude |s| divided by the norm of the kernel. A kernel of norm 0 has no extrema.</summary>
    Normalized,
}

/// <summary>The form of the competition of kernels.</summary>
public enum CompetitionMode
{
    /// <summary>A kept extremum removes all later ones within the distance, of any kernel.</summary>
    Elimination,

    /// <summary>
    /// Each kernel keeps its own extrema. An extremum is dropped if a larger one of another kernel lies within half of
    /// that kernel's distance.
    /// </summary>
    Territory,
}
