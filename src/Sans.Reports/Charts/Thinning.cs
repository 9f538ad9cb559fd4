using System.Runtime.CompilerServices;

namespace Sans.Reports.Charts;

/// <summary>Leaves out places that cannot be seen. Long lines and thousands of dots make up most of a page.</summary>
internal static class Thinning
{
    // Shorter lines stay as they are.
    private const int LeastPoints = 100;

    /// <summary>
    /// The places of a long line that can be seen: of those within a pixel along it the least and the largest, in their order. Short
    /// lines stay as they are.
    /// </summary>
    /// <param name="places">The places in pixels. One that is not finite makes a gap.</param>
    // Reports are made once per process. Code that is compiled quickly first would be slow for thousands of points.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Point[] PerPixel(Point[] places)
    {
        if (places.Length <= LeastPoints)
        {
            return places;
        }

        Point[] seen = new Point[places.Length];
        int count = 0;
        for (int i = 0; i < places.Length;)
        {
            double cell = Math.Floor(places[i].X);
            (int least, int largest, int end) = (i, i, i + 1);
            while (end < places.Length && places[i].IsFinite && places[end].IsFinite && Math.Floor(places[end].X) == cell)
            {
                least = places[end].Y < places[least].Y ? end : least;
                largest = places[end].Y > places[largest].Y ? end : largest;
                end++;
            }

            seen[count++] = places[Math.Min(least, largest)];
            if (least != largest)
            {
                seen[count++] = places[Math.Max(least, largest)];
            }

            i = end;
        }

        return seen[..count];
    }

    /// <summary>Dots at whole pixels, one for each pixel, in the order of their rows.</summary>
    /// <param name="places">The places in pixels.</param>
    public static IEnumerable<Point> OnePerPixel(IEnumerable<Point> places) =>
        places.Select(p => new Point(Math.Round(p.X), Math.Round(p.Y))).Distinct().OrderBy(p => p.Y).ThenBy(p => p.X);
}
