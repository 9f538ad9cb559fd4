using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Hdf5;

/// <summary>The time series of NWB files: numbers with a rate, and a factor and an offset that turn them into a unit.</summary>
internal static class NwbSeries
{
    private const string Data = "/data";

    /// <summary>Whether a file says that it is NWB.</summary>
    public static bool Is(IH5Group root) => root.AttributeExists("nwb_version");

    /// <summary>Whether a path is that of the numbers of a time series.</summary>
    public static bool IsSeries(IH5Group root, string path) => ParentOf(root, path) is { } parent && parent.AttributeExists("neurodata_type");

    /// <summary>The array with what its time series says.</summary>
    public static Hdf5Array Complete(IH5Group root, IH5Dataset dataset, Hdf5Array array)
    {
        if (!IsSeries(root, array.Path))
        {
            return array;
        }

        IH5Group series = ParentOf(root, array.Path)!;
        double? rate = series.LinkExists("starting_time") && series.Get("starting_time") is IH5Dataset start ? start.NumberOf("rate") : null;
        double factor = dataset.NumberOf("conversion") ?? 1;
        return array with
        {
            Array = array.Array with { SampleRateHz = rate is > 0 ? rate : null, StatedLayout = TableLayout.Columns },
            Factors = [.. FactorsOf(series, array).Select(f => f * factor)],
            Offset = dataset.NumberOf("offset") ?? 0,
        };
    }

    private static double[] FactorsOf(IH5Group series, Hdf5Array array)
    {
        const string Name = "channel_conversion";
        ulong channels = array.Sides.Count == 2 ? array.Sides[1] : 1;
        if (!series.LinkExists(Name) || series.Get(Name) is not IH5Dataset factors)
        {
            return [1];
        }

        return factors.Space.Dimensions is [var count] && count == channels && count <= 1 << 20
            ? factors.Type.Size == sizeof(float)
                ? [.. factors.Read<float[]>(new HyperslabSelection(0, count)).Select(f => (double)f)]
                : factors.Read<double[]>(new HyperslabSelection(0, count))
            : throw new DatasetException($"'{Name}' has not one factor for each of the {channels} channels of '{array.Path}'");
    }

    private static IH5Group? ParentOf(IH5Group root, string path) =>
        path.EndsWith(Data, StringComparison.Ordinal) && path.TrimStart('/') is { } below && below.Length > Data.Length
            && root.Get("/" + below[..^Data.Length]) is IH5Group parent ? parent : null;
}
