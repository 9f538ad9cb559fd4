using Sans.Core.Numerics;

namespace Sans.Routing.Rate;

/// <summary>The exponent of a power law.</summary>
internal static class Slope
{
    /// <summary>The least-squares slope of <c>ln y</c> on <c>ln x</c>.</summary>
    /// <param name="points">Pairs of positive numbers.</param>
    /// <returns>The slope, or <see langword="null"/> where fewer than two values of x differ.</returns>
    public static double? Of(IReadOnlyCollection<(double X, double Y)> points)
    {
        if (points.Select(p => p.X).Distinct().Count() < 2)
        {
            return null;
        }

        var logs = points.Select(p => (X: PortableMath.Log(p.X), Y: PortableMath.Log(p.Y))).ToList();
        double meanX = logs.Average(p => p.X);
        double meanY = logs.Average(p => p.Y);
        return logs.Sum(p => (p.X - meanX) * (p.Y - meanY)) / logs.Sum(p => (p.X - meanX) * (p.X - meanX));
    }
}
