using System.Globalization;
using System.Text;

namespace Sans.Reports.Charts;

/// <summary>
/// Writes the places of a path in tenths of a pixel. The first place is written as it is, and each further one as the step from
/// the place before, which takes half the room. Steps lie between rounded places, so that no rounding adds up.
/// </summary>
/// <param name="path">The path that takes the places.</param>
internal sealed class PathSteps(StringBuilder path)
{
    private bool _hasBegun;
    private long _x;
    private long _y;

    /// <summary>Appends a place.</summary>
    /// <param name="command"><c>m</c> to go there, <c>l</c> to draw a line.</param>
    /// <param name="x">Pixels from the left.</param>
    /// <param name="y">Pixels from above.</param>
    public void Append(char command, double x, double y)
    {
        (long toX, long toY) = ((long)Math.Round(10 * x), (long)Math.Round(10 * y));
        path.Append(_hasBegun ? command : char.ToUpperInvariant(command));
        AppendTenths(toX - _x);

        // A sign, or a second point in a number, begins the next number.
        bool begins = toY < _y || ((toX - _x) % 10 != 0 && toY - _y is > 0 and < 10);
        path.Append(begins ? "" : " ");
        AppendTenths(toY - _y);
        (_hasBegun, _x, _y) = (true, toX, toY);
    }

    private void AppendTenths(long tenths)
    {
        (long whole, long rest) = Math.DivRem(Math.Abs(tenths), 10);
        path.Append(tenths < 0 ? "-" : "");
        if (whole > 0 || rest == 0)
        {
            path.Append(CultureInfo.InvariantCulture, $"{whole}");
        }

        if (rest > 0)
        {
            path.Append(CultureInfo.InvariantCulture, $".{rest}");
        }
    }
}
