using System.ComponentModel.DataAnnotations;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Core.Pursuit;

/// <summary>φ-pursuit: adds the activation that explains most of what is left, as long as φ can still fall.</summary>
/// <remarks>Amplitudes are free, and the kernels learn as those of a decoder. See <c>docs/pursuit.md</c>.</remarks>
/// <param name="Refit">The fit of the amplitudes after each choice.</param>
/// <param name="Stop">The condition that ends the pursuit.</param>
/// <param name="Limit">The count, the normalized loss or the threshold of <c>stop</c>. Needed where <c>stop</c> is not <c>phi</c>.</param>
/// <param name="LookAhead">Number of consecutive steps without a smaller φ that ends the pursuit.</param>
/// <param name="DistanceFactor">
/// Least distance between activations as a share of the kernel. 0 means no distance. Use 0.5 for codes whose events are to be
/// interpreted.
/// </param>
/// <param name="BorderTolerance">Samples by which the kernel counts as shorter for that distance.</param>
/// <param name="Sweeps">Sweeps at the end, each of which tries to drop or move every activation.</param>
/// <param name="AbsoluteRefit">Steps towards the least absolute deviations at the end.</param>
[SparseActivation("phi_pursuit", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct PhiPursuit(
    PursuitRefit Refit = PursuitRefit.LeastSquares,
    PursuitStop Stop = PursuitStop.Phi,
    [Range(0.0, 1e9)] double? Limit = null,
    [Range(1, 1_000_000)] int LookAhead = 8,
    [Range(0.0, 100.0)] double DistanceFactor = 0,
    [Range(0, 1_000_000)] int BorderTolerance = 0,
    [Range(0, 100)] int Sweeps = 0,
    [Range(0, 1000)] int AbsoluteRefit = 0) : IValuedActivation
{
    /// <summary>
    /// Makes a pursuit with the default options. Without this constructor, <c>new PhiPursuit()</c> would be a structure
    /// of zeros.
    /// </summary>
    public PhiPursuit()
        : this(PursuitRefit.LeastSquares)
    {
    }

    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    private PursuitOptions Options => new(Refit, Stop, Limit ?? 0, LookAhead, DistanceFactor, BorderTolerance, Sweeps, AbsoluteRefit);

    /// <summary>The options by which recordings are encoded: a threshold and local refit, with the distance of this activation.</summary>
    /// <param name="threshold">θ, above 0.</param>
    public PursuitOptions ByThreshold(double threshold) => new(
        PursuitRefit.Local, PursuitStop.Threshold, threshold, DistanceFactor: DistanceFactor, BorderTolerance: BorderTolerance);

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        if (Stop != PursuitStop.Phi && Limit is null)
        {
            // The rules of experiments refuse this. In C# it can be written.
            throw new TrialFailedException("this 'stop' of phi_pursuit needs 'limit': a count, a normalized loss or a threshold");
        }

        PursuitWorkspace workspace = context.Workspace<PursuitWorkspace>();
        workspace.Encode(context, Options);
        workspace.AddTo(ref support, context);
    }

    /// <inheritdoc/>
    public void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes) =>
        context.Workspace<PursuitWorkspace>().CopyAmplitudes(values);
}
