using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace Sans.Tests.Data;

/// <summary>Writes HDF5 files.</summary>
internal static class Hdf5Files
{
    /// <summary>The content of a file.</summary>
    public static byte[] Of(H5File file)
    {
        using MemoryStream stream = new();
        file.Write(stream);
        return stream.ToArray();
    }

    /// <summary>An array in compressed chunks.</summary>
    public static H5Dataset Chunked(Array values, params uint[] chunks) =>
        new(values, chunks: chunks, datasetCreation: new H5DatasetCreation(Filters: [ShuffleFilter.Id, DeflateFilter.Id]));

    /// <summary>A variable as MATLAB 7.3 writes it.</summary>
    public static H5Dataset OfMatlab(Array values, string kind = "double") =>
        new(values) { Attributes = new() { ["MATLAB_class"] = kind } };

    /// <summary>A file with a block of another program before it, as MATLAB writes it.</summary>
    public static byte[] BehindBlock(byte[] content)
    {
        // The superblock states where addresses begin, and has a checksum that the reader ignores.
        byte[] moved = [.. content];
        BitConverter.GetBytes(512L).CopyTo(moved, 12);
        return [.. new byte[512], .. moved];
    }

    /// <summary>A time series as NWB has it.</summary>
    public static H5File Nwb(Array values, double conversion, double rate, double[]? channelFactors = null)
    {
        H5Group series = new()
        {
            ["data"] = new H5Dataset(values)
            {
                Attributes = new() { ["unit"] = "volts", ["conversion"] = (float)conversion, ["offset"] = 0.5 },
            },
            ["starting_time"] = new H5Dataset(new[] { 0.0 }) { Attributes = new() { ["rate"] = (float)rate, ["unit"] = "seconds" } },
            ["electrodes"] = new[] { 0, 1 },
            Attributes = new() { ["neurodata_type"] = "ElectricalSeries" },
        };
        if (channelFactors is not null)
        {
            series["channel_conversion"] = channelFactors;
        }

        return new H5File
        {
            ["acquisition"] = new H5Group { ["ecg"] = series },
            ["general"] = new H5Group { ["weights"] = new[] { 1.0, 2, 3 } },
            Attributes = new() { ["nwb_version"] = "2.6.0" },
        };
    }
}
