using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Hdf5;

/// <summary>The time series of NWB files: numbers with a rate, and a factor and an offset that turn them into a unit.</summary>
internal sealed class NwbSeries
{
    private const int MostFactors = 1 << 20;

    private readonly Hdf5File _file;

    private NwbSeries(Hdf5File file) => _file = file;

    /// <summary>The time series of a file, or <see langword="null"/> where it does not say that it is NWB.</summary>
    public static NwbSeries? Of(Hdf5File file) => file.Use(file.Root, o => o.AttributeExists("nwb_version")) ? new NwbSeries(file) : null;

    /// <summary>The array with the facts of its time series. An array in a group of another kind is returned unchanged.</summary>
    /// <param name="array">The array.</param>
    /// <param name="group">The address of its group.</param>
    public Hdf5Array Complete(Hdf5Array array, ulong group)
    {
        if (!_file.Use(group, o => o.AttributeExists("neurodata_type")))
        {
            return array;
        }

        IReadOnlyList<Hdf5Link> links = _file.Links.Of(group) ?? [];
        double? rate = AddressOf("starting_time") is { } start ? _file.Use(start, o => o.NumberOf("rate")) : null;
        double[] factors = AddressOf("channel_conversion") is { } own ? _file.Use(own, o => FactorsOf(o, array)) : [1];
        (double factor, double offset) = _file.Use(array.Address, o => (o.NumberOf("conversion") ?? 1, o.NumberOf("offset") ?? 0));
        return array with
        {
            Array = array.Array with { SampleRateHz = rate is > 0 ? rate : null, StatedLayout = TableLayout.Columns },
            Factors = [.. factors.Select(f => f * factor)],
            Offset = offset,
            IsSeries = true,
        };

        ulong? AddressOf(string name) =>
            links.FirstOrDefault(l => l.Name == name && l.Address != Hdf5Bytes.Nowhere)?.Address;
    }

    private double[] FactorsOf(IH5Object factors, Hdf5Array array)
    {
        ulong channels = array.Sides.Count == 2 ? array.Sides[1] : 1;
        return factors is NativeDataset { Space.Dimensions: [var count], Type: { Class: H5DataTypeClass.FloatingPoint, Size: 4 or 8 } } all
            && count == channels && count <= MostFactors
                ? all.Type.Size == sizeof(float)
                    ? [.. all.Read<float[]>(new HyperslabSelection(0, count)).Select(f => (double)f)]
                    : all.Read<double[]>(new HyperslabSelection(0, count))
                : throw new DatasetException(
                    $"{_file.Path}: 'channel_conversion' has not one factor for each of the {channels} channels of '{array.Array.Name}'");
    }
}
