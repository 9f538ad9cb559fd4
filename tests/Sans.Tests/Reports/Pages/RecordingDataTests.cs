using System.Buffers.Binary;
using System.Text.Json;
using Sans.Reports.Charts;
using Sans.Reports.Pages;

namespace Sans.Tests.Reports.Pages;

public sealed class RecordingDataTests
{
    private const string Trap = "</script><script>alert(1)</script><!-- ' \" & \u2028\u2029";

    /// <summary>Each sample is read back within half a step of 16 bits, and a missing one stays missing.</summary>
    [Fact]
    public void Samples_are_kept_in_sixteen_bits()
    {
        double[] signal = [-1.5, 0.25, double.NaN, 2.5, 0.1];
        float[] reconstruction = [-1.25f, 0.5f, float.NaN, 2, 0];
        JsonElement data = Parse(new RecordingView(signal, reconstruction, []));
        double low = data.GetProperty("low").GetDouble(), step = data.GetProperty("step").GetDouble();
        Assert.Equal(4.0 / 65534, step, 12);
        Assert.All(signal.Zip(Codes(data.GetProperty("samples")[0])), s => Near(s.First, s.Second));
        Assert.All(reconstruction.Zip(Codes(data.GetProperty("samples")[1])), s => Near(s.First, s.Second));

        void Near(double value, ushort code)
        {
            if (double.IsNaN(value))
            {
                Assert.Equal(ushort.MaxValue, code);
            }
            else
            {
                Assert.InRange(low + (code * step), value - (0.501 * step), value + (0.501 * step));
            }
        }
    }

    /// <summary>Distances of 16 bits reach across a day, and heights keep their sign.</summary>
    [Fact]
    public void Events_are_kept_with_their_places()
    {
        (long, double)[] events = [(0, 0.5), (65_534, -1), (65_534 + 65_535, 0), (400_000, 0.25)];
        JsonElement kernel = Parse(new RecordingView([0, 1], [0, 1], [new RecordingKernel("k", Tone.Series(0), events)]))
            .GetProperty("kernels")[0];
        ushort[] codes = Codes(kernel.GetProperty("events"));
        List<(long, double)> read = [];
        long at = 0;
        for (int i = 0; i < codes.Length; i += 2)
        {
            at += codes[i];
            if (codes[i] < ushort.MaxValue)
            {
                read.Add((at, Math.Round((codes[i + 1] - 32767) / 32767.0, 3)));
            }
        }

        Assert.Equal(events, read);
    }

    /// <summary>A name can have every character that would end the element or open another one.</summary>
    [Fact]
    public void Hostile_texts_stay_texts()
    {
        RecordingView view = new([0, 1], [0, 1], [new RecordingKernel(Trap, Tone.Series(0), [])]) { Units = Trap, Notes = [(1, Trap)] };
        string json = RecordingData.Write(view);
        Assert.DoesNotContain(json, c => c is '<' or '>' or '&' or '\u2028' or '\u2029');
        JsonElement data = JsonDocument.Parse(json).RootElement;
        Assert.Equal(Trap, data.GetProperty("unit").GetString());
        Assert.Equal(Trap, data.GetProperty("kernels")[0].GetProperty("name").GetString());
        Assert.Equal(Trap, data.GetProperty("notes")[0][1].GetString());
    }

    /// <summary>One spike of an electrode does not press the beats together.</summary>
    [Fact]
    public void Rare_extremes_do_not_decide_the_scale()
    {
        double[] signal = [.. Enumerable.Range(0, 10_000).Select(t => Math.Sin(t / 10.0))];
        signal[5000] = 500;
        JsonElement range = Parse(new RecordingView(signal, new float[signal.Length], [])).GetProperty("range");
        Assert.InRange(range[0].GetDouble(), -1, -0.99);
        Assert.InRange(range[1].GetDouble(), 0.99, 1);
    }

    [Theory]
    [InlineData(new double[] { 3, 3, 3 })]
    [InlineData(new[] { double.NaN, double.NaN })]
    public void A_flat_or_missing_signal_has_a_scale(double[] signal)
    {
        JsonElement data = Parse(new RecordingView(signal, [.. signal.Select(v => (float)v)], []));
        Assert.True(data.GetProperty("step").GetDouble() > 0);
        Assert.True(data.GetProperty("range")[0].GetDouble() < data.GetProperty("range")[1].GetDouble());
    }

    private static JsonElement Parse(RecordingView view) => JsonDocument.Parse(RecordingData.Write(view)).RootElement;

    private static ushort[] Codes(JsonElement text) =>
        [.. text.GetBytesFromBase64().Chunk(2).Select(b => BinaryPrimitives.ReadUInt16LittleEndian(b))];
}
