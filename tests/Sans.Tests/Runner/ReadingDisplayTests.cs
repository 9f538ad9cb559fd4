using Sans.Data;
using Sans.Runner.Output;

namespace Sans.Tests.Runner;

/// <summary>What is shown while long datasets are read.</summary>
public sealed class ReadingDisplayTests
{
    [Fact]
    public void A_line_tells_files_and_samples_every_three_seconds()
    {
        Clock clock = new();
        using StringWriter error = new();
        ReadingDisplay display = new(new SansConsole(TextWriter.Null, error) { Display = null }, clock);
        foreach ((int seconds, int files) in new[] { (1, 5), (4, 12), (5, 15), (8, 30) })
        {
            clock.Seconds = seconds;
            display.Report(new ReadingProgress("mitdb", files, 48, 650_000L * files));
        }

        clock.Seconds = 20;
        display.Report(new ReadingProgress("long", 0, 1, 3_000_000_000));
        Assert.Equal(
            "reading dataset 'mitdb': 12 of 48 files, 7,800,000 samples\n"
                + "reading dataset 'mitdb': 30 of 48 files, 19,500,000 samples\n"
                + "reading dataset 'long': 3,000,000,000 samples\n",
            error.ToString().ReplaceLineEndings("\n"));
    }

    private sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
