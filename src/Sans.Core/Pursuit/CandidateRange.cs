using Sans.Core.Training;

namespace Sans.Core.Pursuit;

/// <summary>Removes candidates around a position.</summary>
internal static class CandidateRange
{
    /// <summary>Sets the candidates within a distance of a position to zero. In 2-D the region is a square.</summary>
    /// <param name="candidates">The maps of all kernels, <c>[q n]</c>.</param>
    /// <param name="shape">The shape of the map.</param>
    /// <param name="position">The position in the middle.</param>
    /// <param name="distance">The distance in samples to each side.</param>
    public static void Remove(Span<double> candidates, ExampleShape shape, int position, int distance)
    {
        (int row, int column) = (position / shape.Width, position % shape.Width);
        int first = Math.Max(0, column - distance);
        int end = (int)Math.Min(shape.Width, column + (long)distance + 1);
        int lastRow = (int)Math.Min(shape.Height - 1, row + (long)distance);
        for (int map = 0; map < candidates.Length; map += shape.Length)
        {
            for (int here = Math.Max(0, row - distance); here <= lastRow; here++)
            {
                candidates[(map + (here * shape.Width) + first)..(map + (here * shape.Width) + end)].Clear();
            }
        }
    }
}
