using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sans.Configuration;
using Sans.Core.Models;
using Sans.Framework;
using Sans.Reports.Pages;

namespace Sans.Tests.Framework;

public sealed partial class RecordingPageTests
{
    private const int Holter = 650_000;
    private const long MostBytes = 5_000_000;

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*)</script>")]
    private static partial Regex Data { get; }

    /// <summary>
    /// Atoms that do not overlap reach the reconstruction at their largest sample. The height of a stem is what is added there.
    /// </summary>
    [Theory]
    [InlineData("none", true)]
    [InlineData("none", false)]
    [InlineData("standardize", true)]
    public void A_stem_has_the_height_that_its_event_adds(string normalization, bool isTransposed)
    {
        SanModel model = Model([0.1f, 0.9f, 0.3f], normalization, isTransposed);
        double[] x = new double[400];
        foreach ((int at, double height) in ((int, double)[])[(50, 2), (150, -3), (260, 1), (390, 4)])
        {
            x[at] = height;
        }

        Recording recording = Of(x);
        SanEncoding encoding = model.Encode(recording);
        float[] made = model.Decode(encoding, x.Length);
        JsonElement data = Parse(RecordingPage.Of(model, recording, encoding));
        (long At, double Height)[] events = EventsOf(data);
        Assert.Equal(4, events.Count(e => Math.Abs(e.Height) > 0.5));
        Assert.All(events.Where(e => Math.Abs(e.Height) > 0.5), e =>
        {
            PieceScale piece = encoding.Scales.Last(s => s.Start <= e.At);
            Assert.Equal(made[e.At] - piece.Mean, e.Height, 2);
        });
    }

    /// <summary>The strongest, the median and the weakest occurrence of a kernel lead to their places.</summary>
    [Fact]
    public void The_cards_lead_to_their_occurrences()
    {
        SanModel model = Model([0.1f, 0.9f, 0.3f], "none", isTransposed: true);
        double[] x = new double[300];
        (x[50], x[120], x[200]) = (2, -5, 1);
        Recording recording = Of(x);
        string html = HtmlPage.Write(RecordingPage.Of(model, recording, model.Encode(recording)));
        Assert.Equal(["120", "50", "200"], Regex.Matches(html, "data-go=\"(\\d+)\"").Select(m => m.Groups[1].Value));
        foreach (string title in (string[])["strongest, 0:01.20", "median, 0:00.50", "weakest, 0:02.00"])
        {
            Assert.Contains(title, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Half_an_hour_at_360_Hz_stays_below_five_megabytes_with_the_same_bytes()
    {
        Random random = new(1);
        double[] x = [.. Enumerable.Range(0, Holter).Select(t => t % 300 == 0 ? 1.5 : Math.Sin(t / 50.0) + (0.02 * random.NextDouble()))];
        Recording recording = Of(x, 360, "mV");
        SanModel model = Model([.. Enumerable.Range(0, 40).Select(t => (float)Math.Sin(t / 6.0))], "standardize", isTransposed: true);
        SanEncoding encoding = model.Encode(recording);
        Assert.InRange(encoding.Count, 5_000, Holter);
        string html = HtmlPage.Write(RecordingPage.Of(model, recording, encoding));
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 3_000_000, MostBytes);
        Assert.Equal(html, HtmlPage.Write(RecordingPage.Of(model, recording, encoding)));
    }

    [Fact]
    public void A_recording_without_events_has_a_page()
    {
        Recording recording = Of(new double[50], rate: null);
        SanModel model = Model([1, 2], "none", isTransposed: true);
        string html = HtmlPage.Write(RecordingPage.Of(model, recording, model.Encode(recording)));
        Assert.Contains("0 events of 1 kernel describe 50 samples", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_another_recording_are_refused()
    {
        SanModel model = Model([1, 2], "none", isTransposed: true);
        SanEncoding other = model.Encode(Of(new double[40]));
        ArgumentException error = Assert.Throws<ArgumentException>(() => RecordingPage.Of(model, Of(new double[50]), other));
        Assert.StartsWith(
            "'a.csv' has 50 samples; a page holds 10000000 at most, and the events belong to 40", error.Message, StringComparison.Ordinal);
    }

    private static Recording Of(double[] samples, double? rate = 100, string units = "") =>
        new("a.csv", [new RecordingChannel("ECG", units, rate, samples)]);

    private static SanModel Model(float[] kernel, string normalization, bool isTransposed) => new(new TrainedModel(
        new SanNetwork([kernel], new ActivationConfig("extrema", new([new("border_tolerance", 0L)])), isTransposed, 200), 1, normalization));

    private static JsonElement Parse(Page page) => JsonDocument.Parse(Data.Match(HtmlPage.Write(page)).Groups[1].Value).RootElement;

    private static (long, double)[] EventsOf(JsonElement data)
    {
        ushort[] codes = [.. data.GetProperty("kernels")[0].GetProperty("events").GetBytesFromBase64()
            .Chunk(2).Select(b => BinaryPrimitives.ReadUInt16LittleEndian(b))];
        double largest = data.GetProperty("height").GetDouble();
        long at = 0;
        return [.. codes.Chunk(2).Select(pair => (at += pair[0], (pair[1] - 32767) * largest / 32767))];
    }
}
