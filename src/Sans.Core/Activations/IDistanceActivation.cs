namespace Sans.Core.Activations;

/// <summary>
/// An activation of scope <see cref="SelectionScope.Map"/> that keeps peaks and valleys of a signal, the largest first, and
/// removes others within a distance. On a recording it selects from the whole similarity map (docs/method/extensions.md, 6.4).
/// </summary>
public interface IDistanceActivation : ISparseActivation
{
    /// <summary>The distance in samples, inclusive, at least 1.</summary>
    /// <param name="kernelSize">Samples m of the kernel.</param>
    int DistanceOf(int kernelSize);
}

/// <summary>
/// An activation that selects in cells of a grid. On a recording, cells follow each other from sample 0 to the end.
/// </summary>
public interface ICellActivation : ISparseActivation
{
    /// <summary>The number of samples of a cell, at least 1.</summary>
    /// <param name="kernelSize">Samples m of the kernel.</param>
    int CellOf(int kernelSize);
}
