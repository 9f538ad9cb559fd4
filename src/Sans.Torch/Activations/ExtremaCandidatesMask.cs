using Sans.Configuration;
using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>The peaks and valleys of maps (docs/method/san-paper.md, 2.4), before they are thinned out.</summary>
internal static class ExtremaCandidatesMask
{
    /// <summary>Finds peaks and valleys: along the row of a signal, and along rows and columns of an image.</summary>
    /// <param name="similarity"><c>[examples, channels, height, width] float32</c></param>
    /// <param name="shape">Signal or image.</param>
    /// <returns><c>[examples, channels, height, width] bool</c></returns>
    public static Tensor Of(Tensor similarity, ExampleShape shape)
    {
        (Tensor isRisingAfter, Tensor isFallingBefore) = Along(similarity, -1);
        Tensor isValley = isRisingAfter & isFallingBefore;
        Tensor isPeak = (isRisingAfter | isFallingBefore).logical_not();
        if (shape.Dimensions == SignalDimensions.One)
        {
            return (isValley & similarity.le(0)) | (isPeak & similarity.gt(0));
        }

        // A valley of zero is none in an image, because it costs nothing and removes nothing.
        (isRisingAfter, isFallingBefore) = Along(similarity, -2);
        return (isValley & isRisingAfter & isFallingBefore & similarity.lt(0))
            | (isPeak & (isRisingAfter | isFallingBefore).logical_not() & similarity.gt(0));
    }

    /// <summary>Behind the last sample nothing rises. Before the first one everything falls.</summary>
    private static (Tensor IsRisingAfter, Tensor IsFallingBefore) Along(Tensor similarity, long axis)
    {
        long n = similarity.size((int)(similarity.dim() + axis));
        Tensor before = similarity.narrow(axis, 0, n - 1);
        Tensor after = similarity.narrow(axis, 1, n - 1);
        Tensor end = similarity.narrow(axis, 0, 1);
        return (cat(
            [after.gt(before), zeros_like(end, ScalarType.Bool)], axis), cat([ones_like(end, ScalarType.Bool), after.le(before)], axis));
    }
}
