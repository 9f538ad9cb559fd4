using Sans.Core.Random;

namespace Sans.Routing.Domains;

/// <summary>The domain of the inputs.</summary>
internal interface IDomain
{
    /// <summary>Number of coordinates of an input.</summary>
    int Dimension { get; }

    /// <summary>Draws an input.</summary>
    /// <param name="stream">The random stream.</param>
    /// <param name="x">Receives the input, <c>[d]</c>.</param>
    void Draw(RandomStream stream, Span<double> x);
}
