using Sans.Data.Recordings;

namespace Sans.Tests.Data;

public sealed class WavFormatTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    [Theory]
    [InlineData(1, new long[] { 0, 1, 128, 255 })]
    [InlineData(2, new long[] { -32768, 32767, 0, -1 })]
    [InlineData(3, new long[] { -8388608, 8388607, 0, -1 })]
    [InlineData(4, new long[] { -2147483648, 2147483647, 0, -1 })]
    public void Whole_numbers_of_every_size_are_those_of_the_file(int bytes, long[] values)
    {
        _files.Write("a.wav", WavFiles.Of(bytes, 1, 2_000, values));
        Assert.Equal(values.Select(v => (double)v), _files.Read("a.wav", ReadingOptions.None));
        ChannelHead head = Assert.Single(Open("a.wav").Channels);
        Assert.Equal(new ChannelHead("", "", 2_000, 4), head);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Floating_point_numbers_are_read(int bytes)
    {
        double[] values = [0.5, -1.25, 3e-5f, 1e30f];
        _files.Write("a.wav", WavFiles.OfFloats(bytes, 1, 500, values));
        Assert.Equal(values, _files.Read("a.wav", ReadingOptions.None));
    }

    [Fact]
    public void A_channel_is_chosen_by_its_number()
    {
        _files.Write("a.wav", WavFiles.Of(2, 3, 10, Enumerable.Range(0, 60_000).Select(i => (long)(short)i)));
        Assert.Equal(
            Enumerable.Range(0, 20_000).Select(i => (double)(short)((3 * i) + 1)),
            _files.Read("a.wav", new ReadingOptions { Channel = 1L }, most: 30_000));
        Assert.Contains("it has 3 channels, and none is chosen", _files.Refusal("a.wav", ReadingOptions.None), StringComparison.Ordinal);

        // Fewer times than channels.
        _files.Write("short.wav", WavFiles.Of(2, 3, 10, [1, 2, 3]));
        Assert.Equal([3.0], _files.Read("short.wav", new ReadingOptions { Channel = 2L }));
    }

    [Fact]
    public void Twelve_bits_are_the_numbers_of_their_two_bytes()
    {
        _files.Write("a.wav", WavFiles.Of(2, 1, 1, [-2880, 28416], bits: 12));
        Assert.Equal([-2880.0, 28416], _files.Read("a.wav", ReadingOptions.None));
    }

    [Fact]
    public void Extended_heads_other_chunks_and_long_sizes_are_read()
    {
        byte[] samples = [1, 0, 2, 0];
        byte[] extended = WavFiles.Riff(
            WavFiles.Chunk("LIST", [1, 2, 3]), WavFiles.Format(0xFFFE, 1, 8_000, 2, subtype: 1), WavFiles.Chunk("data", samples));
        byte[] longSizes = WavFiles.Riff(
            WavFiles.Chunk("ds64", [.. BitConverter.GetBytes(100L), .. BitConverter.GetBytes(4L), .. new byte[12]]),
            WavFiles.Format(1, 1, 8_000, 2),
            WavFiles.Chunk("data", samples, uint.MaxValue));
        "RF64"u8.CopyTo(longSizes);
        foreach (byte[] content in new[] { extended, longSizes })
        {
            _files.Write("a.wav", content);
            Assert.Equal([1.0, 2], _files.Read("a.wav", ReadingOptions.None));
            Assert.Empty(Open("a.wav").Notes);
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void A_file_of_a_pipe_is_read_to_its_end(uint size)
    {
        _files.Write("a.wav", WavFiles.Riff(WavFiles.Format(1, 2, 8_000, 2), WavFiles.Chunk("data", [1, 0, 2, 0, 3, 0], size)));
        Assert.Equal([2.0], _files.Read("a.wav", new ReadingOptions { Channel = 1L }));
        Assert.Equal("a.wav: its header does not state the number of samples; it was read to its end", Assert.Single(Open("a.wav").Notes));
    }

    [Fact]
    public void Chunks_behind_no_samples_are_no_samples()
    {
        _files.Write("a.wav", WavFiles.Riff(
            WavFiles.Format(1, 1, 100, 2), WavFiles.Chunk("data", []), WavFiles.Chunk("LIST", [.. "INFOxxxx"u8])));
        Assert.Empty(_files.Read("a.wav", ReadingOptions.None));
    }

    [Fact]
    public void What_is_no_WAV_or_compressed_is_told()
    {
        Require([1, 2, 3], "it ends within the 12 bytes at byte 0. The file is truncated");
        Require(new byte[44], "this is not a WAV file");
        Require(WavFiles.Riff(WavFiles.Format(1, 1, 8_000, 2)), "there is no chunk 'data'");
        Require(WavFiles.Riff(WavFiles.Chunk("data", [1, 0])), "byte 12: the samples begin before the chunk 'fmt '");
        Require(WavFiles.Riff(WavFiles.Format(0x11, 1, 8_000, 1, 4), WavFiles.Chunk("data", [1])), "the samples have format 17, 4 bits");
        Require(WavFiles.Riff(WavFiles.Format(1, 0, 8_000, 2), WavFiles.Chunk("data", [1, 0])), "0 channels");
        Require(
            WavFiles.Riff(WavFiles.Format(1, 1, 8_000, 2), WavFiles.Chunk("data", [1, 0], 2_000_000_000)),
            "the header states 2,000,000,000 bytes of samples, 2 for each time; the file has 2. The file is truncated");
        Require(WavFiles.Riff(WavFiles.Format(1, 1, 8_000, 2), WavFiles.Chunk("data", [1, 0, 1])), "the header states 3 bytes of samples");
        byte[] right = WavFiles.Of(2, 1, 8_000, [1, 2]);
        _files.Write("a.wav", right);
        Refuse(new ReadingOptions { SampleRateHz = 100 }, "'sample_rate_hz' is 100, but the file has 8000 Hz");
        Refuse(new ReadingOptions { Layout = TableLayout.Rows }, "'layout' is for tables and arrays");

        void Require(byte[] content, string message)
        {
            _files.Write("a.wav", content);
            Refuse(ReadingOptions.None, message);
        }

        void Refuse(ReadingOptions options, string message) =>
            Assert.Contains(message, _files.Refusal("a.wav", options), StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private RecordingFile Open(string name) => Assert.Single(RecordingFormats.Open(_files[name], name, ReadingOptions.None));
}
