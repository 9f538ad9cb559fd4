using Sans.Configuration;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>
/// The largest value of a window of a signal, or of a box of an image. A box takes its rows first, then its columns.
/// </summary>
internal sealed class BoxMaximum
{
    private readonly WindowMaximum _alongRows;
    private readonly WindowMaximum? _alongColumns;

    /// <summary>Prepares the boxes.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="windowsOf">The windows along an axis of the given length.</param>
    public BoxMaximum(MapLayout maps, Func<int, WindowMaximum> windowsOf)
    {
        _alongRows = windowsOf(maps.Shape.Width);
        _alongColumns = maps.Shape.Dimensions == SignalDimensions.Two ? windowsOf(maps.Shape.Height) : null;
    }

    /// <summary>The maxima.</summary>
    /// <param name="values"><c>[examples, channels, height, width]</c></param>
    /// <returns>The maxima, in the shape of the values.</returns>
    public Tensor Of(Tensor values)
    {
        Tensor rows = _alongRows.Of(values);
        return _alongColumns is { } columns ? columns.Of(rows.transpose(-1, -2)).transpose(-1, -2) : rows;
    }
}
