namespace Sans.Core.Activations;

/// <summary>
/// An activation of scope <see cref="SelectionScope.Map"/> that keeps the peaks and valleys of a signal, the largest first, and
/// removes those at most a distance away.
/// On a recording it selects from the whole similarity, however long that is (docs/method/extensions.md, 6.4).
/// </summary>
public interface IDistanceActivation : ISparseActivation
{
    /// <summary>The distance in samples, inclusive, at least 1.</summary>
    /// <param name="kernelSize">Samples m of the kernel.</param>
    int DistanceOf(int kernelSize);
}

/// <summary>An activation that selects in cells of a grid. On a recording its cells go on from sample 0 to the end.</summary>
public interface ICellActivation : ISparseActivation
{
    /// <summary>Samples of a cell, at least 1.</summary>
    /// <param name="kernelSize">Samples m of the kernel.</param>
    int CellOf(int kernelSize);
}
