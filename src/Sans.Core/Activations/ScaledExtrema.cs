namespace Sans.Core.Activations;

/// <summary>
/// Extrema over stretched copies of kernels. At each position, the copy of largest |s| / ‖v‖ stands for its kernel, and the
/// extrema of these quotients are thinned out (docs/method/extensions.md, 9).
/// </summary>
/// <remarks>
/// The maps are those of all copies, kernel after kernel. A kept extremum belongs to the map of its copy, with the similarity of
/// that copy as its value. It removes smaller extrema of its kernel within the distance of its copy. Networks with scales use
/// it in place of <see cref="Activations.Extrema"/>.
/// </remarks>
/// <param name="Extrema">The distance, for a copy as for a kernel of its length.</param>
/// <param name="ScaleCount">Number of copies of each kernel.</param>
public readonly record struct ScaledExtrema(Extrema Extrema, int ScaleCount) : ISparseActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        ScaledCandidates candidates = context.Workspace<ScaledCandidates>();
        for (int first = 0; first < context.KernelCount; first += ScaleCount)
        {
            candidates.Begin(context);
            for (int copy = first; copy < first + ScaleCount; copy++)
            {
                candidates.AddCopy(context, copy, Extrema.DistanceAt(context.KernelSizeOf(copy), context.Progress));
            }

            candidates.AddKeptTo(context, ref support);
        }
    }
}
