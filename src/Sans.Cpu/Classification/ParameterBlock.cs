using Sans.Core.Numerics;

namespace Sans.Cpu.Classification;

/// <summary>Where a layer has its weights and biases among those of the network.</summary>
/// <param name="Start">Of the first weight.</param>
/// <param name="Rows">Outputs; each has a row of weights and a bias.</param>
/// <param name="Columns">Weights of a row: what comes together in one output (fan-in).</param>
/// <param name="Stride">From a row to the next; zeros behind the weights.</param>
internal readonly record struct ParameterBlock(int Start, int Rows, int Columns, int Stride)
{
    /// <summary>Of the first bias.</summary>
    public int Bias => Start + Lanes.RoundUp(checked(Rows * Stride));

    /// <summary>Where the next block may begin.</summary>
    public int End => checked(Bias + Lanes.RoundUp(Rows));

    /// <summary>Of a row of weights.</summary>
    public int Row(int row) => Start + (row * Stride);
}
