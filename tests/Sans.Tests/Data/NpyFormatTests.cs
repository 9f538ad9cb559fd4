using System.Text;
using Sans.Data.Recordings;

namespace Sans.Tests.Data;

public sealed class NpyFormatTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    [Theory]
    [InlineData("<f4")]
    [InlineData(">f8")]
    [InlineData("<f2")]
    [InlineData("<i2")]
    [InlineData(">i4")]
    [InlineData("<i8")]
    [InlineData("|u1")]
    [InlineData("<u2")]
    [InlineData("|i1")]
    public void Arrays_of_every_number_are_read(string type)
    {
        _files.Write("a.npy", RecordingFiles.Npy(type, "(12,)", false, Enumerable.Range(0, 12)));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (double)i), _files.Read("a.npy", ReadingOptions.None));
        Assert.Equal([0.0, 1, 2], _files.Read("a.npy", ReadingOptions.None, most: 3));
    }

    [Fact]
    public void Heads_of_old_programs_are_read()
    {
        _files.Write("a.npy", RecordingFiles.Npy("<i2", "(3L,)", false, [5, 6, 7], '"'));
        Assert.Equal([5.0, 6, 7], _files.Read("a.npy", ReadingOptions.None));
    }

    [Theory]
    [InlineData(false, new double[] { 1, 4, 7, 10 })]
    [InlineData(true, new double[] { 4, 5, 6, 7 })]
    public void A_column_of_two_dimensions_is_read(bool isFortran, double[] expected)
    {
        _files.Write("a.npy", RecordingFiles.Npy("<f8", "(4, 3)", isFortran, Enumerable.Range(0, 12)));
        Assert.Equal(expected, _files.Read("a.npy", new ReadingOptions { Channel = 1L }));
        Assert.Contains(
            "it has 3 channels, and none is chosen: 0, 1, 2", _files.Refusal("a.npy", ReadingOptions.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, new double[] { 4, 5, 6, 7 })]
    [InlineData(true, new double[] { 1, 4, 7, 10 })]
    public void Channels_by_time_are_read_where_that_is_said(bool isFortran, double[] expected)
    {
        _files.Write("a.npy", RecordingFiles.Npy("<f8", "(3, 4)", isFortran, Enumerable.Range(0, 12)));
        Assert.Equal(expected, _files.Read("a.npy", new ReadingOptions { Channel = 1L, Layout = TableLayout.Channels }));
        Assert.Contains(
            "the array of 3 × 4 has more columns than rows. Write 'layout: channels'",
            _files.Refusal("a.npy", new ReadingOptions { Channel = 1L }),
            StringComparison.Ordinal);
        IReadOnlyList<RecordingFile> examples = RecordingFormats.Open(
            _files["a.npy"], "a.npy", new ReadingOptions { Layout = TableLayout.Rows });
        Assert.Equal((3, "a.npy[1]"), (examples.Count, examples[1].Name));
        Assert.Equal(expected, examples[1].Read(0, 10).Values);
    }

    [Fact]
    public void A_single_row_is_a_channel()
    {
        _files.Write("a.npy", RecordingFiles.Npy("<f4", "(1, 4)", false, [1, 2, 4, 3]));
        Assert.Equal([1.0, 2, 4, 3], _files.Read("a.npy", ReadingOptions.None));
    }

    [Fact]
    public void Arrays_of_an_archive_are_channels_by_name()
    {
        _files.Write("a.npz", RecordingFiles.Zip(
            ("ecg.npy", RecordingFiles.Npy("<f4", "(3,)", false, [1, 2, 4])),
            ("rate.npy", RecordingFiles.Npy("<i4", "()", false, [250])),
            ("names.npy", RecordingFiles.Npy("<U3", "(1,)", false, [])),
            ("other.npy", RecordingFiles.Npy("<i2", "(2, 2)", false, [5, 6, 7, 8]))));
        Assert.Equal([1.0, 2, 4], _files.Read("a.npz", new ReadingOptions { Channel = "ecg" }));
        Assert.Equal([6.0, 8], _files.Read("a.npz", new ReadingOptions { Channel = "other[1]" }));
        Assert.Contains(
            "none is chosen: 0 'ecg', 1 'other[0]', 2 'other[1]'", _files.Refusal("a.npz", ReadingOptions.None), StringComparison.Ordinal);
        Assert.Equal(
            2, RecordingFormats.Open(_files["a.npz"], "a.npz", new ReadingOptions { Channel = "other", Layout = TableLayout.Rows }).Count);
    }

    [Fact]
    public void Bytes_behind_an_array_are_told()
    {
        byte[] array = RecordingFiles.Npy("<i2", "(3,)", false, [1, 2, 3]);
        _files.Write("a.npy", [.. array, .. array]);
        RecordingFile recording = Assert.Single(RecordingFormats.Open(_files["a.npy"], "a.npy", ReadingOptions.None));
        Assert.Equal([$"a.npy: {array.Length} bytes follow its array; they were not read"], recording.Notes);
        _files.Write("a.npy", array);
        Assert.Empty(RecordingFormats.Open(_files["a.npy"], "a.npy", ReadingOptions.None)[0].Notes);
    }

    [Fact]
    public void What_is_no_array_is_told()
    {
        _files.Write("a.npy", "no array at all");
        Require("this is not an NPY file");
        Write("<c8", "(4,)");
        Require("the array must hold numbers");
        Write("<f4", "(2, 2, 2)");
        Require("in one or two dimensions");
        Write("<f4", "(1000000,)");
        Require("The file is truncated");
        Write("<f4", "(99999999999999,)");
        Require("a side of the array is 99999999999999");
        Write("<f4", "()");
        Require("the array is a single number");
        _files.Write("a.npz", Encoding.ASCII.GetBytes("PK no archive"));
        Assert.Contains("this is not a zip archive", _files.Refusal("a.npz", ReadingOptions.None), StringComparison.Ordinal);
        _files.Write("a.npz", RecordingFiles.Zip(("a.npy", RecordingFiles.Npy("<f8", "(2000000000,)", false, [1]))));
        Assert.Contains("the archive is too short", _files.Refusal("a.npz", ReadingOptions.None), StringComparison.Ordinal);

        void Write(string type, string shape) => _files.Write("a.npy", RecordingFiles.Npy(type, shape, false, [1, 2]));

        void Require(string message) => Assert.Contains(message, _files.Refusal("a.npy", ReadingOptions.None), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_grows_without_measure_is_refused_before_it_is_unpacked()
    {
        byte[] zeros = RecordingFiles.Npy("<f4", "(100000000,)", false, []);
        Array.Resize(ref zeros, zeros.Length + 400_000_000);
        _files.Write("a.npz", RecordingFiles.Zip(("a.npy", zeros)));
        Assert.InRange(new FileInfo(_files["a.npz"]).Length, 1, 2_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("the archive is too short", _files.Refusal("a.npz", ReadingOptions.None), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    public void Dispose() => _files.Dispose();
}
