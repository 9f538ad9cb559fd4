using Sans.Configuration;

namespace Sans.Core.Models;

/// <summary>A trained network on signals: all that the forward pass of Eqs 8 to 13 needs.</summary>
/// <param name="Kernels">The weights of each kernel, <c>[m] float32</c>.</param>
/// <param name="Activation">The activation with its parameters.</param>
/// <param name="UsesTransposedDecoder">
/// Whether a kept value adds its kernel, rather than the reversed kernel, to the reconstruction.
/// </param>
/// <param name="WindowLength">
/// Samples n of the windows that it was trained on. Densities that depend on n refer to a window.
/// </param>
/// <param name="ActivationState">
/// The numbers of the activation that belong to the weights, or <see langword="null"/> where it has none.
/// </param>
public sealed record SanNetwork(
    IReadOnlyList<float[]> Kernels,
    ActivationConfig Activation,
    bool UsesTransposedDecoder,
    int WindowLength,
    IReadOnlyList<double>? ActivationState = null)
{
    /// <summary>The threshold θ of a φ-pursuit on recordings, or <see langword="null"/> where no encoder needs it.</summary>
    public double? PursuitThreshold { get; init; }

    /// <summary>
    /// The scales of the copies of each kernel, ascending, with 1 among them, or empty for kernels as they are
    /// (docs/method/extensions.md, 9).
    /// </summary>
    public ValueList<double> Scales { get; init; }

    /// <summary>Number of copies of each kernel, 1 without scales.</summary>
    public int CopyCount => Math.Max(1, Scales.Count);

    /// <summary>Samples of the longest copy of a kernel.</summary>
    public int LargestKernel => Scales.Count == 0
        ? Kernels.Max(k => k.Length)
        : KernelScaling.LengthsOf([.. Kernels.Select(k => k.Length)], Scales).Max();

    /// <summary>The weight count W of Eq. (2): the number of samples of all kernels, and of scales.</summary>
    public int WeightCount => Kernels.Sum(k => k.Length) + Scales.Count;

    /// <summary>Further numbers that the decoder needs for each event: the scale of its copy.</summary>
    public int FurtherNumbers => Scales.Count == 0 ? 0 : 1;

    /// <summary>
    /// The network whose kernels are the copies of all kernels, kernel after kernel, without scales. It is this network if it
    /// has no scales.
    /// </summary>
    public SanNetwork OfCopies() =>
        Scales.Count == 0 ? this : this with { Kernels = KernelScaling.CopiesOf(Kernels, Scales), Scales = default };

    /// <summary>The number of samples from the start of a window to its position: pl of docs/method/san-paper.md, 3.2.</summary>
    /// <param name="kernel">The kernel, in [0, q).</param>
    public int Left(int kernel) => (Kernels[kernel].Length - 1) / 2;

    /// <summary>The number of samples from the start of an atom to the position of its event.</summary>
    /// <param name="kernel">The kernel, in [0, q).</param>
    public int AtomShift(int kernel) => UsesTransposedDecoder ? Left(kernel) : Kernels[kernel].Length / 2;

    /// <summary>
    /// The atom of a kernel: the contribution of an event of amplitude 1 to the reconstruction, <c>[m] float32</c>, newly
    /// allocated.
    /// </summary>
    /// <param name="kernel">The kernel, in [0, q).</param>
    public float[] Atom(int kernel)
    {
        float[] atom = [.. Kernels[kernel]];
        if (!UsesTransposedDecoder)
        {
            Array.Reverse(atom);
        }

        return atom;
    }
}
