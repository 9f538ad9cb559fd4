using System.Text;

namespace Sans.Reports.Charts;

/// <summary>The shapes of dots, one for each series: a second sign beside the colour.</summary>
internal static class Signs
{
    // Closed shapes around (0, 0) that reach to 1. Circles are drawn as such.
    private static readonly (double X, double Y)[][] Shapes =
    [
        [],
        [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
        [(0, -1.1), (1, 0.75), (-1, 0.75)],
        [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
        [(0, 1.1), (-1, -0.75), (1, -0.75)],
        [
            (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
            (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
        ],
        [(0, -1.2), (1.14, -0.37), (0.71, 0.97), (-0.71, 0.97), (-1.14, -0.37)],
        [(-1.1, -0.6), (0, -0.15), (1.1, -0.6), (0, 1.1)],
    ];

    /// <summary>Whether the dots of a tone are circles.</summary>
    public static bool IsCircle(Tone tone) => tone.Index is not { } index || Shapes[index % Shapes.Length].Length == 0;

    /// <summary>The closed path of a dot that is no circle.</summary>
    /// <param name="tone">Its tone.</param>
    /// <param name="x">The middle.</param>
    /// <param name="y">The middle.</param>
    /// <param name="radius">In pixels.</param>
    public static string Path(Tone tone, double x, double y, double radius)
    {
        var shape = Shapes[(tone.Index ?? 0) % Shapes.Length];
        StringBuilder path = new();
        PathSteps steps = new(path);
        foreach ((double toX, double toY) in shape)
        {
            steps.Append(path.Length == 0 ? 'm' : 'l', x + (radius * toX), y + (radius * toY));
        }

        return path.Append('z').ToString();
    }
}
