using Sans.Core.Random;

namespace Sans.Routing.Domains;

/// <summary>The domain of the inputs.</summary>
public interface IDomain
{
    /// <summary>Numbers of an input.</summary>
    int Dimension { get; }

    /// <summary>Draws an input.</summary>
    /// <param name="stream">Where it is drawn from.</param>
    /// <param name="x">Receives it, <c>[d]</c>.</param>
    void Draw(RandomStream stream, Span<double> x);
}
