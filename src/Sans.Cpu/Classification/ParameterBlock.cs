using Sans.Core.Numerics;

namespace Sans.Cpu.Classification;

/// <summary>The place of a layer's weights and biases among those of the network.</summary>
/// <param name="Start">The place of the first weight.</param>
/// <param name="Rows">Outputs. Each has a row of weights and a bias.</param>
/// <param name="Columns">The number of weights of a row, which make up one output (fan-in).</param>
/// <param name="Stride">Distance between the starts of two rows. Zeros follow the weights.</param>
internal readonly record struct ParameterBlock(int Start, int Rows, int Columns, int Stride)
{
    /// <summary>The place of the first bias.</summary>
    public int Bias => Start + Lanes.RoundUp(checked(Rows * Stride));

    /// <summary>The first place that the next block may begin at.</summary>
    public int End => checked(Bias + Lanes.RoundUp(Rows));

    /// <summary>The place of a row of weights.</summary>
    public int Row(int row) => Start + (row * Stride);
}
