using PureHDF;
using Sans.Data.Recordings;

namespace Sans.Tests.Data;

public sealed class Hdf5FormatTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    public static TheoryData<Array> Types => new()
    {
        new sbyte[] { 1, 2, -4 }, new byte[] { 1, 2, 255 }, new short[] { 1, 2, -4 }, new ushort[] { 1, 2, 65_535 }, new[] { 1, 2, -4 },
        new uint[] { 1, 2, uint.MaxValue }, new long[] { 1, 2, -4 }, new ulong[] { 1, 2, 4 }, new[] { 1, 2, -4.5f }, new[] { 1, 2, -4.5 },
        new[] { (Half)1, (Half)2, (Half)(-4.5) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Numbers_of_every_type_are_read(Array values)
    {
        double[] expected = [.. values.Cast<object>().Select(v => v is Half half ? (double)half
            : Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture))];
        Write("plain.h5", new() { ["ecg"] = values });
        Write("chunks.h5", new() { ["ecg"] = Hdf5Files.Chunked(values, 2) });
        Assert.Equal(expected, _files.Read("plain.h5", ReadingOptions.None));
        Assert.Equal(expected, _files.Read("chunks.h5", ReadingOptions.None));
        Assert.Equal(new ChannelHead("ecg", "", 100, 3), Assert.Single(
            Open("plain.h5", new ReadingOptions { SampleRateHz = 100 }).Channels));
    }

    [Fact]
    public void A_dataset_is_chosen_by_its_path()
    {
        Write("a.hdf5", new()
        {
            ["study"] = new H5Group
            {
                ["ecg"] = new H5Dataset(new[] { 1.5, 2, 4 }) { Attributes = new() { ["units"] = "mV", ["fs"] = 360.0 } },
                ["name"] = "somebody",
            },
            ["resp"] = new[] { 5, 6, 8, 7 },
            ["one"] = 5.0,
            ["cube"] = new double[2, 2, 2],
        });
        foreach (string path in new[] { "study/ecg", "/study/ecg" })
        {
            Assert.Equal([1.5, 2, 4], _files.Read("a.hdf5", new ReadingOptions { Variable = path }));
        }

        Assert.Equal([5.0, 6, 8, 7], _files.Read("a.hdf5", new ReadingOptions { Channel = "resp" }));
        RecordingFile ecg = Open("a.hdf5", new ReadingOptions { Variable = "study/ecg" });
        Assert.Equal(new ChannelHead("study/ecg", "mV", null, 3), Assert.Single(ecg.Channels));
        Assert.Equal("a.hdf5: 'fs' of 'study/ecg' is 360; if it is the rate, write 'sample_rate_hz: 360'", Assert.Single(ecg.Notes));
        Require(ReadingOptions.None, "it has 2 arrays: ");
        Require(ReadingOptions.None, "'study/ecg' (3)");
        Require(ReadingOptions.None, "Choose one with 'variable'");
        Require(new ReadingOptions { Variable = "study/ecq" }, "there is no array 'study/ecq'; did you mean 'study/ecg'?");
        Require(new ReadingOptions { Variable = "study/name" }, "'study/name' is text; 'variable' names an array of numbers");
        Require(new ReadingOptions { Variable = "one" }, "'one' is a single number");
        Require(new ReadingOptions { Variable = "cube" }, "'cube' is an array of 3 dimensions, 2 × 2 × 2");
        Require(new ReadingOptions { Variable = "study" }, "there is no array 'study'");

        void Require(ReadingOptions options, string message) =>
            Assert.Contains(message, _files.Refusal("a.hdf5", options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(1_000u, 2u)]
    [InlineData(7_001u, 1u)]
    [InlineData(300_000u, 2u)]
    public void Columns_and_rows_are_channels(uint chunkRows, uint chunkColumns)
    {
        const int Count = 300_000;
        int[,] tall = new int[Count, 2], wide = new int[2, Count];
        for (int t = 0; t < Count; t++)
        {
            (tall[t, 0], tall[t, 1], wide[0, t], wide[1, t]) = (t, t * 7919 % 10_007, t, t * 7919 % 10_007);
        }

        double[] expected = [.. Enumerable.Range(0, Count).Select(t => (double)tall[t, 1])];
        Write("tall.h5", new() { ["x"] = chunkRows == 0 ? new H5Dataset(tall) : Hdf5Files.Chunked(tall, chunkRows, chunkColumns) });
        Write("wide.h5", new() { ["x"] = chunkRows == 0 ? new H5Dataset(wide) : Hdf5Files.Chunked(wide, chunkColumns, chunkRows) });
        Assert.Equal(expected, _files.Read("tall.h5", new ReadingOptions { Channel = 1L }, Count));
        Assert.Equal(expected[..100], _files.Read("tall.h5", new ReadingOptions { Channel = "x[1]" }, 100));
        Assert.Equal(expected, _files.Read("wide.h5", new ReadingOptions { Channel = 1L, Layout = TableLayout.Channels }, Count));
        Assert.Contains(
            "the array 'x' of 2 × 300000 has more columns than rows. Write 'layout: channels'",
            _files.Refusal("wide.h5", new ReadingOptions { Channel = 1L }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Time_series_of_NWB_have_their_rate_and_unit()
    {
        _files.Write("a.nwb", Hdf5Files.Of(Hdf5Files.Nwb(new short[,] { { 1, 2 }, { 3, 4 }, { 5, 7 } }, 0.25, 500, [1, 10])));
        RecordingFile recording = Open("a.nwb", ReadingOptions.None);
        Assert.Equal(
            [new ChannelHead("acquisition/ecg/data[0]", "volts", 500, 3), new ChannelHead("acquisition/ecg/data[1]", "volts", 500, 3)],
            recording.Channels);
        Assert.Equal([0.75, 1.25, 1.75], recording.Read(0, 10).Values);
        Assert.Equal([5.5, 10.5, 18], recording.Read(1, 10).Values);
        Assert.Contains(
            "'sample_rate_hz' is 250, but the file has 500 Hz",
            _files.Refusal("a.nwb", new ReadingOptions { Channel = 0L, SampleRateHz = 250 }),
            StringComparison.Ordinal);

        // More channels than times are still channels.
        _files.Write("b.nwb", Hdf5Files.Of(Hdf5Files.Nwb(new short[,] { { 1, 2, 3 }, { 4, 5, 6 } }, 1, 500)));
        Assert.Equal([3.5, 6.5], _files.Read("b.nwb", new ReadingOptions { Channel = 2L }));
        Assert.Equal([1.0, 2, 3], _files.Read("b.nwb", new ReadingOptions { Variable = "general/weights" }));
    }

    [Fact]
    public void Variables_of_MATLAB_have_its_dimensions()
    {
        // MATLAB's 3 × 2 is 2 × 3 in the file.
        H5File file = new()
        {
            ["ecg"] = Hdf5Files.OfMatlab(new double[,] { { 1, 2, 4 }, { 5, 6, 8 } }),
            ["data"] = new H5Group
            {
                ["resp"] = Hdf5Files.OfMatlab(new float[,] { { 1, 2, 3.5f } }, "single"),
                Attributes = new() { ["MATLAB_class"] = "struct" },
            },
            ["name"] = Hdf5Files.OfMatlab(new ushort[,] { { 65 }, { 66 } }, "char"),
        };
        foreach (byte[] content in new[] { Hdf5Files.Of(file), Hdf5Files.BehindBlock(Hdf5Files.Of(file)) })
        {
            _files.Write("a.mat", content);
            Assert.Equal([5.0, 6, 8], _files.Read("a.mat", new ReadingOptions { Variable = "ecg", Channel = 1L }));
            Assert.Equal([1.0, 5], _files.Read(
                "a.mat", new ReadingOptions { Variable = "ecg", Channel = 0L, Layout = TableLayout.Channels }));
            Assert.Equal([1, 2, 3.5], _files.Read("a.mat", new ReadingOptions { Variable = "data.resp" }));
            Assert.Contains("'data.resp' (3 × 1)", _files.Refusal("a.mat", ReadingOptions.None), StringComparison.Ordinal);
            Assert.Contains("'ecg' (3 × 2)", _files.Refusal("a.mat", ReadingOptions.None), StringComparison.Ordinal);
            Assert.Contains("'name' is text", _files.Refusal("a.mat", new ReadingOptions { Variable = "name" }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_HDF5_is_told()
    {
        Require("no file of this kind"u8.ToArray(), "this is not an HDF5 file");
        byte[] content = Hdf5Files.Of(new H5File { ["x"] = new[] { 1, 2, 3 } });
        Require(content[..60], "The file is truncated or damaged");
        Require([.. content[..8], .. new byte[100]], "byte 0: its start has version 0, 0 bytes of an address");
        Require(Hdf5Files.Of(new H5File { ["t"] = "text" }), "there is no array of numbers in one or two dimensions, but 't' (text)");

        void Require(byte[] bytes, string message)
        {
            _files.Write("a.h5", bytes);
            Assert.Contains(message, _files.Refusal("a.h5", ReadingOptions.None), StringComparison.Ordinal);
        }
    }

    /// <summary>A small file can state a huge array, huge chunks, and chunks that unpack to more than their size.</summary>
    /// <summary>The library tells the order of bytes in a message only, and a new version may change it.</summary>
    [Fact]
    public void Big_endian_numbers_are_refused_by_name()
    {
        byte[] content = Hdf5Files.Of(new H5File { ["x"] = new[] { 1f, 2, 3 } });

        // A floating-point type of 4 bytes: its first bit of flags is the order of bytes.
        int type = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x20, 0x1F, 0, 4, 0, 0, 0]);
        Assert.True(type > 0);
        content[type] |= 1;
        _files.Write("a.h5", content);
        Assert.Contains(
            "'x' (an array of big-endian numbers, which are not read; save them as little-endian)",
            _files.Refusal("a.h5", ReadingOptions.None),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_grows_without_measure_is_refused()
    {
        byte[] small = Hdf5Files.Of(new H5File { ["x"] = Hdf5Files.Chunked(new double[1_000], 500) });
        const int Long = 17_000_000;
        byte[] large = Hdf5Files.Of(new H5File { ["x"] = Hdf5Files.Chunked(new sbyte[Long], Long) });
        Assert.Contains("has 8,000,000,000 bytes, but the file", Patched(small, 1_000, 1_000_000_000, 4), StringComparison.Ordinal);
        Assert.Contains("lies in chunks of 400,000,000 bytes", Patched(large, Long, 400_000_000, 4), StringComparison.Ordinal);
        Assert.Contains("unpacks to more than its size", Patched(small, 500, 100, 2), StringComparison.Ordinal);

        // Replaces a number in the heads.
        string Patched(byte[] content, int from, int to, int bytes)
        {
            byte[] bomb = [.. content];
            for (int place = 0; place + bytes <= bomb.Length; place++)
            {
                if (bomb.AsSpan(place, bytes).SequenceEqual(BitConverter.GetBytes(from).AsSpan(0, bytes)))
                {
                    BitConverter.GetBytes(to).AsSpan(0, bytes).CopyTo(bomb.AsSpan(place));
                }
            }

            _files.Write("a.h5", bomb);
            long before = GC.GetAllocatedBytesForCurrentThread();
            string message = _files.Refusal("a.h5", ReadingOptions.None);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
            return message;
        }
    }

    [Fact]
    public void What_refers_to_itself_is_refused()
    {
        H5Group inner = new() { ["x"] = new[] { 1, 2, 3 }, ["near"] = new H5SoftLink("x"), ["self"] = new H5SoftLink("self") };
        Write("a.h5", new()
        {
            ["g"] = inner,
            ["a"] = new H5SoftLink("/b"),
            ["b"] = new H5SoftLink("/a"),
            ["c"] = new H5SoftLink("c"),
            ["far"] = new H5SoftLink("/g/near"),
        });
        Assert.Equal([1.0, 2, 3], _files.Read("a.h5", ReadingOptions.None));
        foreach (string path in new[] { "g/x", "g/near", "far" })
        {
            Assert.Equal([1.0, 2, 3], _files.Read("a.h5", new ReadingOptions { Variable = path }));
        }

        foreach (string path in new[] { "a", "c", "g/self", "g/self/x" })
        {
            Assert.Contains(
                $"there is no array '{path}'", _files.Refusal("a.h5", new ReadingOptions { Variable = path }), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _files.Dispose();

    private void Write(string name, H5File file) => _files.Write(name, Hdf5Files.Of(file));

    private RecordingFile Open(string name, ReadingOptions options) =>
        Assert.Single(RecordingFormats.Open(_files[name], name, options));
}
