namespace Sans.Core.Training;

/// <summary>The kernels that a training starts from: the first ones of its network. Kernels beyond them are drawn.</summary>
/// <param name="Kernels">Their weights, <c>[m] float32</c>, in 2-D row by row. They are copied.</param>
/// <param name="FrozenCount">The number of first kernels whose weights stay as they are, to the bit.</param>
public sealed record StartingKernels(IReadOnlyList<float[]> Kernels, int FrozenCount);
