using System.Globalization;
using PureHDF;
using Sans.Configuration;
using Sans.Core.Models;
using Sans.Data.Formats.Npy;
using Sans.Framework;
using Sans.Tests.Data;

namespace Sans.EndToEnd.Tests;

/// <summary>The memory of a process that encodes a long recording.</summary>
public sealed class EncodeMemoryTests : IDisposable
{
    private const long Most = 200_000_000;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The managed memory of the process is limited to less than the samples need.</summary>
    [Fact]
    public void Memory_does_not_grow_with_the_recording()
    {
        const int Limit = 24 << 20, Count = 4_000_000;
        Assert.True(Count * sizeof(double) > Limit);
        Assert.InRange(PeakOf(WriteNpy(Count), Count, ("DOTNET_GCHeapHardLimit", $"0x{Limit:x}")), 1, Most);
    }

    [SkippableTheory]
    [InlineData("csv")]
    [InlineData("npy")]
    [InlineData("wav")]
    [InlineData("mat")]
    [InlineData("h5")]
    public void Ten_million_samples_take_less_than_200_megabytes(string format)
    {
        Needs.LongForm("four million samples are encoded with little memory");
        const int Count = 10_000_000;
        Assert.InRange(PeakOf(Write(format, Count), Count), 1, Most);
    }

    public void Dispose() => _folder.Dispose();

    private static float Sample(int t) => MathF.Sin(t * 0.02f) + ((t * 7919L) % 101 * 0.002f);

    private long PeakOf(string recording, int count, params (string, string)[] environment)
    {
        float[] kernel = [.. Enumerable.Range(0, 100).Select(t => MathF.Sin(t * 0.0628f))];
        ActivationConfig extrema = new("extrema", new(new Parameter("border_tolerance", 10L)));
        TrainedModel model = new(new SanNetwork([kernel], extrema, true, 1_000), 1, "standardize");
        new SanModel(model).Save(_folder.File("m.safetensors"));
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path, ["encode", "m.safetensors", recording, "--out", "events"], environment);
        long peak = PeakMemory.Of(process, out ProcessResult result);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(count.ToString("N0", CultureInfo.InvariantCulture) + " samples", result.Error, StringComparison.Ordinal);
        return peak;
    }

    private string Write(string format, int count)
    {
        string name = "long." + format;
        switch (format)
        {
            case "csv":
                return WriteCsv(count);
            case "npy":
                return WriteNpy(count);
            case "wav":
                File.WriteAllBytes(
                    _folder.File(name), WavFiles.OfFloats(4, 1, 360, Enumerable.Range(0, count).Select(t => (double)Sample(t))));
                break;
            case "mat":
                MatFiles mat = new();
                File.WriteAllBytes(_folder.File(name), mat.File(mat.Compressed(mat.Array(
                    "ecg", [count, 1], Enumerable.Range(0, count).Select(t => (double)Sample(t)), type: 7))));
                break;
            case "h5":
                float[] samples = [.. Enumerable.Range(0, count).Select(Sample)];
                File.WriteAllBytes(_folder.File(name), Hdf5Files.Of(new H5File { ["ecg"] = Hdf5Files.Chunked(samples, 10_000) }));
                break;
        }

        return name;
    }

    private string WriteNpy(int count)
    {
        File.WriteAllBytes(_folder.File("long.npy"), NpyWriter.Write([.. Enumerable.Range(0, count).Select(Sample)]));
        return "long.npy";
    }

    private string WriteCsv(int count)
    {
        using StreamWriter text = new(_folder.File("long.csv"));
        text.Write("ECG\n");
        for (int t = 0; t < count; t++)
        {
            text.Write(Sample(t).ToString("F4", CultureInfo.InvariantCulture));
            text.Write('\n');
        }

        return "long.csv";
    }
}
