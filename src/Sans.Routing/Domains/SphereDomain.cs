using Sans.Core.Random;

namespace Sans.Routing.Domains;

/// <summary>A uniform distribution on the unit sphere: normal numbers, divided by their length.</summary>
/// <param name="dimension">d</param>
internal sealed class SphereDomain(int dimension) : IDomain
{
    /// <inheritdoc/>
    public int Dimension => dimension;

    /// <inheritdoc/>
    public void Draw(RandomStream stream, Span<double> x)
    {
        double square = 0;
        foreach (ref double coordinate in x[..dimension])
        {
            coordinate = stream.NextNormal();
            square = Math.FusedMultiplyAdd(coordinate, coordinate, square);
        }

        double length = Math.Sqrt(square);
        foreach (ref double coordinate in x[..dimension])
        {
            coordinate /= length;
        }
    }
}
