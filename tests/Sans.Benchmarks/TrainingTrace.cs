namespace Sans.Benchmarks;

/// <summary>The decisions of a training, step by step.</summary>
/// <param name="Kernels">The kernel before each step, <c>[steps][m]</c>.</param>
/// <param name="Decisions">
/// The decisions of each step, <c>[steps][B n]</c>. For each sample of the batch, it is the sign of its residual plus 1, plus 4
/// where the activation map differs from zero.
/// </param>
internal record TrainingTrace(double[][] Kernels, byte[][] Decisions)
{
    /// <summary>
    /// The first step with another decision than the same step of another training. The number of steps if there is
    /// none.
    /// </summary>
    public int FirstStepApart(TrainingTrace other) =>
        Enumerable.Range(0, Decisions.Length).FirstOrDefault(step => !Decisions[step]
            .AsSpan()
            .SequenceEqual(other.Decisions[step]), Decisions.Length);

    /// <summary>The largest difference of a weight before a step.</summary>
    public double DifferenceBefore(int step, TrainingTrace other) =>
        Kernels[Math.Min(step, Kernels.Length - 1)]
            .Zip(other.Kernels[Math.Min(step, Kernels.Length - 1)])
            .Max(p => Math.Abs(p.First - p.Second));
}
