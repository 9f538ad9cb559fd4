using Sans.Data.Recordings;

namespace Sans.Tests.Data;

public sealed class MatFormatTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    [Theory]
    [CombinatorialNumbers]
    public void Numbers_of_every_type_are_read_in_both_orders_of_bytes(int type, bool isBigEndian, bool isCompressed)
    {
        MatFiles mat = new(isBigEndian);
        double[] values = [1, 2, 4, 3, type is 2 or 4 or 6 or 13 ? 9 : -9];
        byte[] variable = mat.Array("ecg", [1, 5], values, type);
        _files.Write("a.mat", mat.File(isCompressed ? mat.Compressed(variable) : variable));
        Assert.Equal(values, _files.Read("a.mat", ReadingOptions.None));
        Assert.Equal(new ChannelHead("ecg", "", null, 5), Assert.Single(Open("a.mat", ReadingOptions.None).Channels));
        Assert.Equal(250, Open("a.mat", new ReadingOptions { SampleRateHz = 250 }).Channels[0].SampleRateHz);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Columns_and_rows_are_channels(bool isCompressed)
    {
        MatFiles mat = new();
        int[] values = [.. Enumerable.Range(0, 40_000).Select(i => i * 7919 % 10_007)];
        Write("tall", [20_000, 2]);
        Assert.Equal(values[20_000..].Select(v => (double)v), _files.Read("a.mat", new ReadingOptions { Channel = 1L }, 30_000));
        Assert.Equal(values[..20_000].Select(v => (double)v), _files.Read("a.mat", new ReadingOptions { Channel = "tall[0]" }, 30_000));
        Write("wide", [2, 20_000]);
        Assert.Contains(
            "the array 'wide' of 2 × 20000 has more columns than rows. Write 'layout: channels'",
            _files.Refusal("a.mat", new ReadingOptions { Channel = 1L }),
            StringComparison.Ordinal);
        Assert.Equal(
            values.Where((_, i) => i % 2 == 1).Select(v => (double)v),
            _files.Read("a.mat", new ReadingOptions { Channel = 1L, Layout = TableLayout.Channels }, 30_000));

        void Write(string name, int[] sizes)
        {
            byte[] variable = mat.Array(name, sizes, values.Select(v => (double)v), type: 4);
            _files.Write("a.mat", mat.File(isCompressed ? mat.Compressed(variable) : variable));
        }
    }

    [Fact]
    public void A_variable_or_field_is_chosen_by_its_name()
    {
        MatFiles mat = new();
        _files.Write("a.mat", mat.File(
            mat.Array("fs", [1, 1], [360]),
            mat.Compressed(mat.Struct("data", 1, ["ecg", "name"], mat.Array("", [1, 3], [1, 2, 4]), Text(mat, ""))),
            mat.Struct("s", 2, ["x"], mat.Array("", [3, 1], [5, 6, 8]), mat.Array("", [3, 1], [7, 8, 0])),
            mat.Array("other", [4, 1], [9, 8, 7, 5])));
        Assert.Equal([9.0, 8, 7, 5], _files.Read("a.mat", new ReadingOptions { Variable = "other" }));
        Assert.Equal([9.0, 8, 7, 5], _files.Read("a.mat", new ReadingOptions { Channel = "other" }));
        Assert.Equal([1.0, 2, 4], _files.Read("a.mat", new ReadingOptions { Variable = "data.ecg" }));
        Assert.Equal([7.0, 8, 0], _files.Read("a.mat", new ReadingOptions { Variable = "s(2).x" }));
        Assert.Equal(
            "a.mat: 'fs' is 360; if it is the rate, write 'sample_rate_hz: 360'",
            Assert.Single(Open("a.mat", new ReadingOptions { Variable = "other" }).Notes));
        Assert.Empty(Open("a.mat", new ReadingOptions { Variable = "other", SampleRateHz = 360 }).Notes);
        Require(
            ReadingOptions.None,
            "it has 4 arrays: 'data.ecg' (1 × 3), 's(1).x' (3 × 1), 's(2).x' (3 × 1), 'other' (4 × 1). Choose one with 'variable'");
        Require(new ReadingOptions { Variable = "othr" }, "there is no array 'othr'; did you mean 'other'?");
        Require(new ReadingOptions { Variable = "data.name" }, "'data.name' is text; 'variable' names an array of numbers");
        Require(new ReadingOptions { Variable = "data" }, "'data' is a struct of 1 × 1");
        Require(new ReadingOptions { Variable = "fs" }, "'fs' is the number 360");

        void Require(ReadingOptions options, string message) =>
            Assert.Contains(message, _files.Refusal("a.mat", options), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_array_of_real_numbers_is_told()
    {
        MatFiles mat = new();
        Require(mat.Array("z", [1, 2], [1, 2], flags: 8), "'z' (an array of complex numbers)");
        Require(Text(mat, "t"), "'t' (text)");
        Require(mat.Array("cube", [2, 2, 2], Enumerable.Range(0, 8).Select(i => (double)i)), "'cube' (an array of 3 dimensions, 2 × 2 × 2)");
        Require(mat.Array("none", [0, 0], []), "'none' (empty)");
        Require(mat.Variable("m", [3, 3], 5, 0, []), "'m' (a sparse array)");
        Require(mat.Variable("f", [1, 1], 16, 0, []), "'f' (neither numbers nor text)");

        void Require(byte[] variable, string message)
        {
            _files.Write("a.mat", mat.File(variable));
            Assert.Contains(message, _files.Refusal("a.mat", ReadingOptions.None), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damage_is_told_with_its_place()
    {
        MatFiles mat = new();
        byte[] variable = mat.Array("ecg", [1, 5], [1, 2, 3, 4, 6]);
        Require(new byte[200], "this is not a MAT file of version 5 or 7.3");
        Require(mat.File(variable)[..^8], "the variable at byte 128 has 88 bytes, but the file has 216. The file is truncated");
        Require([.. mat.File(variable), 1, 2, 3], "it ends within a variable");
        Require(mat.File(mat.Variable("x", [1, 5], 6, 0, mat.Element(9, new byte[16]))), "'x' has 5 numbers of 8 bytes in 16 bytes");
        Require(mat.File(mat.Variable("x", [1, 5], 6, 0, mat.Element(19, new byte[16]))), "numbers of the unknown type 19");
        Require(mat.File(mat.Element(9, new byte[16])), "byte 136: an element of type 9 instead of a variable");
        Require(mat.File(variable, variable), "two variables are called 'ecg'");
        byte[] compressed = mat.Compressed(variable);
        compressed[20] ^= 0xFF;
        Require(mat.File(compressed), "the compressed variable at byte 136");

        // The checksum is far behind the head.
        Random random = new(1);
        compressed = mat.Compressed(mat.Array("ecg", [20_000, 1], Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())));
        compressed[^1] ^= 1;
        _files.Write("a.mat", mat.File(compressed));
        Assert.Equal(100, _files.Read("a.mat", ReadingOptions.None, most: 100).Length);
        Assert.Contains(
            "the compressed variable at byte 136 is damaged",
            Assert.ThrowsAny<Sans.Data.DatasetException>(() => _files.Read("a.mat", ReadingOptions.None, most: 20_000)).Message,
            StringComparison.Ordinal);

        void Require(byte[] content, string message)
        {
            _files.Write("a.mat", content);
            Assert.Contains(message, _files.Refusal("a.mat", ReadingOptions.None), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_variable_that_grows_without_measure_is_refused()
    {
        // 320 MB of zeros in a few hundred kilobytes.
        MatFiles mat = new();
        const int Count = 40_000_000;
        byte[] zeros = mat.Variable("ecg", [Count, 1], 6, 0, mat.Element(9, new byte[8 * Count]));
        _files.Write("a.mat", mat.File(mat.Compressed(zeros)));
        Assert.InRange(new FileInfo(_files["a.mat"]).Length, 1, 2_000_000);
        RecordingFile recording = Open("a.mat", ReadingOptions.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.ThrowsAny<Sans.Data.DatasetException>(() => recording.Read(0, long.MaxValue, (_, _) => true)).Message;
        Assert.Contains("recordings do not compress so well", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    public void Dispose() => _files.Dispose();

    private static byte[] Text(MatFiles mat, string name) => mat.Variable(name, [1, 2], 4, 0, mat.Element(4, [65, 0, 66, 0]));

    private RecordingFile Open(string name, ReadingOptions options) =>
        Assert.Single(RecordingFormats.Open(_files[name], name, options));

    private sealed class CombinatorialNumbersAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from type in new[] { 1, 2, 3, 4, 5, 6, 7, 9, 12, 13 }
            from isBigEndian in new[] { false, true }
            from isCompressed in new[] { false, true }
            select new object[] { type, isBigEndian, isCompressed };
    }
}
