using Sans.Core.Random;

namespace Sans.Routing.Domains;

/// <summary>A uniform distribution on a cube.</summary>
/// <param name="dimension">d</param>
/// <param name="low">Least value of a coordinate.</param>
/// <param name="high">Greatest value of a coordinate.</param>
internal sealed class CubeDomain(int dimension, double low, double high) : IDomain
{
    /// <inheritdoc/>
    public int Dimension => dimension;

    /// <inheritdoc/>
    public void Draw(RandomStream stream, Span<double> x)
    {
        foreach (ref double coordinate in x[..dimension])
        {
            coordinate = low + ((high - low) * stream.NextUniform());
        }
    }
}
