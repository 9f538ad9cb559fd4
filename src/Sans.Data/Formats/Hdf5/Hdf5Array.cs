using Sans.Data.Formats.Arrays;

namespace Sans.Data.Formats.Hdf5;

/// <summary>A dataset of an HDF5 file that holds numbers.</summary>
/// <param name="Array">Its form, with the name that users write.</param>
/// <param name="Address">Its address in the file.</param>
/// <param name="Sides">The sizes of its dimensions in the file: one or two.</param>
/// <param name="ChunkBytes">Bytes of a chunk, 0 where there are none.</param>
internal sealed record Hdf5Array(NamedArray Array, ulong Address, IReadOnlyList<ulong> Sides, long ChunkBytes)
{
    /// <summary>The factor and the offset of each channel, or one for all. They turn numbers into the unit.</summary>
    public IReadOnlyList<double> Factors { get; init; } = [1];

    /// <inheritdoc cref="Factors"/>
    public double Offset { get; init; }

    /// <summary>Whether it is a time series of NWB.</summary>
    public bool IsSeries { get; init; }

    /// <summary>Rows of a chunk, 1 where there are none.</summary>
    public long ChunkRows { get; init; } = 1;
}

/// <summary>An object of an HDF5 file that is no array of numbers.</summary>
/// <param name="Name">The name that users write.</param>
/// <param name="What">Its description.</param>
internal sealed record Hdf5Other(string Name, string What);
