using FsCheck;
using FsCheck.Fluent;
using Sans.Data;
using Sans.Data.Formats.Wfdb;

namespace Sans.Tests.Data;

public sealed class AnnotationFileTests : IDisposable
{
    private static readonly string[] Symbols = ["N", "V", "+", "\"", "A", "[43]", "my", "own"];

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void What_is_written_is_read()
    {
        var annotations =
            from sample in Gen.Choose(-5_000, 5_000)
            from far in Gen.Elements(0L, 1L << 20, 1L << 33)
            from symbol in Gen.Elements(Symbols)
            from text in Gen.Elements("", "(N", "é", new string('x', 255))
            from numbers in Gen.Choose(-128, 127).Two()
            from channel in Gen.Choose(0, 255)
            select new WfdbAnnotation(sample + far, symbol, text) { Subtype = numbers.Item1, Number = numbers.Item2, Channel = channel };
        Prop.ForAll(annotations.ListOf().ToArbitrary(), items =>
        {
            foreach (double? ticks in new double?[] { null, 360.5 })
            {
                WfdbAnnotations read = Again(new WfdbAnnotations([.. items], ticks));
                if (!read.Items.SequenceEqual(items) || read.TicksPerSecond != ticks)
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Words_mean_what_the_format_says()
    {
        // A beat N after 5 samples, in channel 1 from here on. A beat V after 5 more, with subtype 2. Then a skip of -3
        // and a beat.
        File.WriteAllBytes(_file, [5, 4, 1, 0xF8, 5, 20, 2, 0xF4, 0, 0xEC, 0xFF, 0xFF, 0xFD, 0xFF, 0, 4, 0, 0]);
        Assert.Equal(
            [new WfdbAnnotation(5, "N") { Channel = 1 }, new WfdbAnnotation(10, "V") { Channel = 1, Subtype = 2 }, new WfdbAnnotation(7,
                "N") { Channel = 1 }],
            AnnotationFile.Read(_file).Items);
    }

    [Theory]
    [InlineData(new byte[] { 5, 4 }, "2 bytes without an end of the annotations")]
    [InlineData(new byte[] { 5, 4, 9, 0xFC, 1, 2 }, "6 bytes without an end of the annotations")]
    [InlineData(new byte[] { 0, 0xC8, 0, 0 }, "byte 0: there is no annotation type 50")]
    public void Damage_is_told(byte[] bytes, string message)
    {
        File.WriteAllBytes(_file, bytes);
        Assert.Contains(message, Assert.Throws<DatasetException>(() => AnnotationFile.Read(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_format_cannot_hold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Again(new WfdbAnnotations([new WfdbAnnotation(0, "N", new string('x', 256))])));
        Assert.Throws<ArgumentException>(
            () => Again(new WfdbAnnotations([.. Enumerable.Range(0, 9).Select(i => new WfdbAnnotation(i, $"own{i}"))])));
        Assert.Throws<OverflowException>(() => Again(new WfdbAnnotations([new WfdbAnnotation(0, "N") { Subtype = 200 }])));
    }

    public void Dispose() => File.Delete(_file);

    private WfdbAnnotations Again(WfdbAnnotations annotations)
    {
        using (FileStream stream = File.Create(_file))
        {
            AnnotationFile.Write(stream, annotations);
        }

        return AnnotationFile.Read(_file);
    }
}
