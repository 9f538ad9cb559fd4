using System.Globalization;

namespace Sans.EndToEnd.Tests;

/// <summary>Trainings on windows that are drawn from recordings longer than memory.</summary>
public sealed class LongRecordingTests : IDisposable
{
    private const int BlockSamples = 1 << 20;
    private const long Most = 300_000_000;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The managed memory of the process is limited to less than the file.</summary>
    [Fact]
    public void Windows_of_a_long_file_train_in_little_memory()
    {
        const int Limit = 40 << 20, Blocks = 24;
        Assert.True((long)Blocks * BlockSamples * sizeof(short) > Limit);
        Train(Blocks, ("DOTNET_GCHeapHardLimit", $"0x{Limit:x}"));
    }

    [SkippableFact]
    public void Windows_of_four_gigabytes_train_in_less_than_300_megabytes()
    {
        Needs.LongForm("a file of 50 MB trains with little memory");
        Train(2_048);
    }

    public void Dispose() => _folder.Dispose();

    private void Train(int blocks, params (string, string)[] environment)
    {
        long samples = (long)blocks * BlockSamples;
        Directory.CreateDirectory(_folder.File("data"));
        _folder.Write("data/long.hea", FormattableString.Invariant($"long 1 1000 {samples}\nlong.dat 16 100(0)/mV 16 0 0 0 0 ecg\n"));
        byte[] block = new byte[BlockSamples * sizeof(short)];
        for (int t = 0; t < BlockSamples; t++)
        {
            BitConverter.TryWriteBytes(block.AsSpan(t * sizeof(short)), (short)((1_000 * Math.Sin(t * 0.02)) + (t * 7919L % 101)));
        }

        using (FileStream file = File.Create(_folder.File("data/long.dat")))
        {
            for (int i = 0; i < blocks; i++)
            {
                file.Write(block);
            }
        }

        _folder.Write("long.yaml", """
            name: long
            datasets: [recordings: { label: ecg, files: "long.hea" }]
            window: { samples: all, length: 500, draw: 2000 }
            split: { train: 6, validation: 2, test: 2 }
            model: { kernel_size: 20 }
            activations: [extrema: { border_tolerance: 3 }]
            training: { epochs: 1, batch_size: 20 }
            """);
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", "long.yaml", "--data", "data", "--jobs", "1"], environment);
        long peak = PeakMemory.Of(process, out ProcessResult result);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(
            samples.ToString("N0", CultureInfo.InvariantCulture) + " samples; split by window: train 1,200 windows, validation 400 windows, test 400 windows",
            result.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
        Assert.InRange(peak, 1, Most);
    }
}
