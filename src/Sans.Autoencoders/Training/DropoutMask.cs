using Sans.Autoencoders.Units;
using Sans.Core.Random;

namespace Sans.Autoencoders.Training;

/// <summary>The factors of dropout: <c>1 / (1 - q)</c> for kept values, so that the mean stays, and 0 for others.</summary>
internal static class DropoutMask
{
    /// <summary>Draws a mask, sample after sample, unit after unit.</summary>
    /// <param name="share">q, in [0, 1).</param>
    /// <param name="layout">The shape of the code.</param>
    /// <param name="stream">The random stream.</param>
    /// <param name="mask">Receives it, <c>[batch, stride]</c>.</param>
    public static void Draw(double share, CodeLayout layout, RandomStream stream, Span<double> mask)
    {
        uint dropped = (uint)(share * 4294967296.0);
        double kept = 1 / (1 - share);
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int j = row; j < row + layout.Units; j++)
            {
                mask[j] = stream.NextUInt32() < dropped ? 0 : kept;
            }
        }
    }
}
