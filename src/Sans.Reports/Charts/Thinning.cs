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
    public static IReadOnlyList<Point> PerPixel(IReadOnlyList<Point> places)
    {
        if (places.Count <= LeastPoints)
        {
            return places;
        }

        List<Point> seen = [];
        int i = 0;
        while (i < places.Count)
        {
            double cell = Math.Floor(places[i].X);
            (int least, int largest, int end) = (i, i, i + 1);
            while (end < places.Count && places[i].IsFinite && places[end].IsFinite && Math.Floor(places[end].X) == cell)
            {
                least = places[end].Y < places[least].Y ? end : least;
                largest = places[end].Y > places[largest].Y ? end : largest;
                end++;
            }

            seen.Add(places[Math.Min(least, largest)]);
            if (least != largest)
            {
                seen.Add(places[Math.Max(least, largest)]);
            }

            i = end;
        }

        return seen;
    }

    /// <summary>Dots at whole pixels, one for each pixel, in the order of their rows.</summary>
    /// <param name="places">The places in pixels.</param>
    public static IEnumerable<Point> OnePerPixel(IEnumerable<Point> places) =>
        places.Select(p => new Point(Math.Round(p.X), Math.Round(p.Y))).Distinct().OrderBy(p => p.Y).ThenBy(p => p.X);
}
