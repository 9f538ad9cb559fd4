using System.Text;
using Sans.Core.Models;
using Sans.Data.Formats.Edf;
using Sans.Data.Recordings;
using Sans.Networks.Data;
using static Sans.Tests.Data.EdfFiles;

namespace Sans.Tests.Data;

public sealed class EdfFormatTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    [Fact]
    public void Signals_of_several_rates_are_read_in_physical_units()
    {
        _files.Write("a.edf", Of(
            [Signal("ECG", 4, [.. Enumerable.Range(0, 8)], -100, 100), Signal("Temp", 1, [1_000, -1_000], 35, 45, "°C")],
            records: 2,
            seconds: 2));
        RecordingFile recording = Open();
        Assert.Equal(
            [new ChannelHead("ECG", "uV", 2, 8), new ChannelHead("Temp", "°C", 0.5, 2)],
            recording.Channels);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i / 10.0), recording.Read(0, 100).Values.Select(v => Math.Round(v, 12)));
        Assert.Equal(5, recording.Read(0, 5).Values.Length);
        Assert.Equal([45.0, 35], recording.Read(1, 100).Values);
        Assert.Equal(new DateTime(2002, 3, 2, 21, 5, 17, DateTimeKind.Unspecified), recording.Start);
        Assert.Empty(recording.Notes);
    }

    [Fact]
    public void Annotations_that_are_written_read_back()
    {
        // More annotations than one data record holds, a time that would get an exponent, and a text with control
        // bytes.
        RecordingAnnotation[] annotations =
        [
            new(0.00001, 1.5, "schläft\u0014tief"),
            .. Enumerable.Range(1, 6_000).Select(i => new RecordingAnnotation(i / 360.0, null, "kernel 0")),
        ];
        _files.Write("a.edf", EdfAnnotationWriter.Write(annotations));
        RecordingFile recording = Open();
        IReadOnlyList<RecordingAnnotation> read = recording.ReadAnnotations();
        Assert.Empty(recording.Notes);
        Assert.Equal(annotations.Length, read.Count);
        Assert.Equal(new RecordingAnnotation(0.00001, 1.5, "schläft tief"), read[0]);
        Assert.Equal(annotations.Skip(1).Select(a => a.Text), read.Skip(1).Select(a => a.Text));
        Assert.All(annotations.Zip(read), p => Assert.Equal(p.First.OnsetSeconds, p.Second.OnsetSeconds, 1e-9));
        Assert.Throws<ArgumentException>(() => EdfAnnotationWriter.Write([new(0, null, new string('x', 70_000))]));
        _files.Write("a.edf", EdfAnnotationWriter.Write([]));
        Assert.Empty(Open().ReadAnnotations());
    }

    [Fact]
    public void A_physical_range_may_be_inverted()
    {
        _files.Write("a.edf", Of([Signal("x", 2, [1_000, -1_000], 100, -100)], 1));
        Assert.Equal([-100.0, 100], _files.Read("a.edf", ReadingOptions.None));
    }

    [Fact]
    public void Samples_of_three_bytes_are_read()
    {
        EdfTestSignal signal = new("x", "uV", (-8_388_608, 8_388_607), (-8_388_608, 8_388_607), 3, [-8_388_608, -1, 8_388_607], null);
        _files.Write("a.bdf", Of([signal, Annotations("BDF Annotations", 5, "+0||_")], 1, kind: "BDF+C"));
        Assert.Equal([-8_388_608.0, -1, 8_388_607], _files.Read("a.bdf", ReadingOptions.None));
    }

    [Fact]
    public void Annotations_are_read_and_are_no_channel()
    {
        _files.Write("a.edf", Of(
            [Signal("x", 1, [1, 2]), Annotations("EDF Annotations", 40, "+0||_+0.5~2|睡眠|arousal|_", "+1||_-1.25|before|_")],
            2,
            kind: "EDF+C"));
        RecordingFile recording = Open();
        Assert.Equal(["x"], recording.Channels.Select(c => c.Label));
        Assert.Equal(
            [new RecordingAnnotation(0.5, 2, "睡眠"), new RecordingAnnotation(0.5, 2, "arousal"), new RecordingAnnotation(-1.25, null, "before")],
            recording.ReadAnnotations());
        _files.Write("a.edf", Of([Annotations("EDF Annotations", 20, "+0|sleep|_")], 1, seconds: 0, kind: "EDF+C"));
        Assert.Contains("a.edf: there is no channel", _files.Refusal("a.edf", ReadingOptions.None), StringComparison.Ordinal);
        Assert.Equal("sleep", Assert.Single(Open().ReadAnnotations()).Text);
    }

    [Fact]
    public void No_window_crosses_a_gap()
    {
        _files.Write("a.edf", Of(
            [Signal("x", 3, [.. Enumerable.Range(1, 18).Select(i => i * 10)]), Annotations(
                "EDF Annotations", 10, "+0||_", "+1||_", "+5||_", "+6||_", "+9||_", "+10||_")], 6, kind: "EDF+D"));
        Assert.Equal([0, 6, 12], Open().Read(0, 100).Starts);
        LoadedData loaded = _files.Load("""
            name: own
            datasets: [recordings: { files: a.edf, channel: x }]
            window: { samples: all, length: 5 }
            split: { train: 1, validation: 1, test: 1 }
            normalize: none
            model: { kernel_size: 2 }
            activations: [identity]
            """);
        Assert.Equal([7f, 8, 9, 10, 11], loaded.Data["recordings"].Validation[0].ToArray().Select(v => MathF.Round(v, 4)));
        _files.Write("a.edf", Of([Signal("x", 3, [.. Enumerable.Range(1, 6)])], 2, kind: "EDF+D"));
        Assert.Contains("no annotation says where", _files.Refusal("a.edf", ReadingOptions.None), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_head_promises_and_is_not_there_is_told()
    {
        byte[] whole = Of([Signal("x", 4, [.. Enumerable.Range(0, 8)])], 2);
        _files.Write("a.edf", whole[..^3]);
        Assert.Equal(4, _files.Read("a.edf", ReadingOptions.None).Length);
        Assert.Equal(["a.edf: its header states 2 data records; complete records in the file: 1"], Open().Notes);
        _files.Write("a.edf", [.. whole, 1, 2]);
        Assert.Equal(["a.edf: 2 bytes follow its 2 data records; they were not read"], Open().Notes);
        _files.Write("a.edf", Of([Signal("x", 4, [.. Enumerable.Range(0, 8)])], 2, promised: -1));
        Assert.Equal((8, 0), (_files.Read("a.edf", ReadingOptions.None).Length, Open().Notes.Count));
    }

    [Theory]
    [InlineData(0, "1       ", "this is not an EDF or BDF file")]
    [InlineData(184, "768     ", "byte 184: a header of 1 signals has 512 bytes; found 768")]
    [InlineData(236, "many    ", "byte 236: the number of data records is a whole number from -1 to 2147483647; found 'many'")]
    [InlineData(244, "-1      ", "byte 244: the duration of a data record is at least 0; found -1")]
    [InlineData(252, "-1  ", "byte 252: the number of signals is a whole number from 0 to 10000; found '-1'")]
    [InlineData(360, "NaN     ", "byte 360: the physical minimum of 'x' is a number; found 'NaN'")]
    [InlineData(376, "1000    ", "the header gives 'x' digital values from 1000 to 1000")]
    [InlineData(472, "-4      ", "byte 472: the samples of 'x' in a data record is a whole number from 0 to 100000000; found '-4'")]
    public void A_damaged_head_is_told_at_its_byte(int at, string field, string message)
    {
        byte[] bytes = Of([Signal("x", 4, [1, 2, 3, 4])], 1);
        Encoding.ASCII.GetBytes(field).CopyTo(bytes, at);
        _files.Write("a.edf", bytes);
        Assert.Contains(message, _files.Refusal("a.edf", ReadingOptions.None), StringComparison.Ordinal);
        _files.Write("a.edf", bytes[..300]);
        Assert.Contains(at is 376 or 472 or 360
            ? "the file ends at byte 300, within its header"
            : "a.edf: ", _files.Refusal("a.edf", ReadingOptions.None), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_the_file_says_otherwise_is_refused()
    {
        _files.Write("a.edf", Of([Signal("x", 4, [1, 2, 3, 4])], 1));
        Assert.Contains(
            "'sample_rate_hz' is 5, but 'x' has 4 Hz",
            _files.Refusal("a.edf", new ReadingOptions { SampleRateHz = 5 }),
            StringComparison.Ordinal);
        Assert.Equal(4, _files.Read("a.edf", new ReadingOptions { SampleRateHz = 4 }).Length);
    }

    public void Dispose() => _files.Dispose();

    private RecordingFile Open() =>
        Assert.Single(RecordingFormats.Open(Directory.GetFiles(_files.Root).Single(), "a.edf", ReadingOptions.None));
}
