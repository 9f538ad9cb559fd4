using System.Globalization;
using System.IO.Compression;
using Sans.Data.Formats.Wfdb;

namespace Sans.Tests.RealData;

/// <summary>
/// Every vector of the reference reader. Outputs are compared sample for sample. Vectors without an output are checked
/// by their checksums.
/// </summary>
public sealed class WfdbVectorTests
{
    [RealDataTheory("wfdb-vectors", "physionet/mitdb/100.dat")]
    [InlineData("binformats", "record-1f.gz", 0, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, false)]
    [InlineData("flacformats", "record-flac.gz", 0, new[] { 0, 1, 2 }, false)]
    [InlineData("test01_00s", "record-1a", 0, new[] { 0, 1, 2, 3 }, false)]
    [InlineData("a103l", "record-1b.gz", 12_500, new[] { 2, 0 }, true)]
    [InlineData("a103l-no-len", "record-1b.gz", 12_500, new[] { 2, 0 }, true)]
    [InlineData("3000003_0003", "record-1d", 125, new[] { 1 }, true)]
    [InlineData("100", "record-2b", 1, new[] { 1 }, false)]
    [InlineData("100-no-len", "record-2b", 1, new[] { 1 }, false)]
    [InlineData("100_3chan", "record-2c", 0, new[] { 0, 1, 2 }, true)]
    [InlineData("311derive", "record-2e", 1, new[] { 0 }, true)]
    [InlineData("multi-segment/fixed1/v102s", "record-multi-fixed-c", 70_000, new[] { 1, 0, 3 }, true)]
    [InlineData("multi-segment/s00001/s00001-2896-10-10-00-31", "record-multi-variable-a", 14_428_365, new[] { 0, 1, 2, 3 }, true)]
    public void Samples_are_those_of_the_reference_reader(string name, string output, int start, int[] signals, bool isPhysical)
    {
        string[][] expected = [.. ReadLines(RealDataFolder.File("wfdb-vectors", "target-output", output)).Select(
            l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];
        using VectorFolder folder = new();
        WfdbRecord record = folder.Open(name);
        for (int column = 0; column < signals.Length; column++)
        {
            WfdbSignal signal = record.Signals[signals[column]];
            double[] physical = record.ReadPhysical(signals[column], start, expected.Length);
            for (int t = 0; t < expected.Length; t++)
            {
                if (expected[t][column] == "-")
                {
                    Assert.True(double.IsNaN(physical[t]), $"{name}: sample {start + t} of signal {signals[column]} is there");
                    continue;
                }

                double printed = double.Parse(expected[t][column], CultureInfo.InvariantCulture);
                if (isPhysical)
                {
                    Assert.Equal(printed, physical[t], 0.5e-8 + 1e-12);
                }
                else
                {
                    Assert.Equal(printed, Math.Round((physical[t] * signal.Gain) + signal.Baseline));
                }
            }
        }
    }

    /// <summary>Reading a whole signal verifies its checksum. These records come without an output.</summary>
    [RealDataTheory("wfdb-vectors", "physionet/mitdb/100.dat")]
    [InlineData("binformats", 499)]
    [InlineData("flacformats", 499)]
    [InlineData("flac_3_constant", 5_600_000)]
    [InlineData("mixedsignals", 14_400)]
    [InlineData("test01_00s", 4_000)]
    [InlineData("test01_00s_frame", 4_000)]
    [InlineData("a103l", 82_500)]
    [InlineData("3000003_0003", 1_028)]
    [InlineData("100", 650_000)]
    [InlineData("100skew", 650_000)]
    [InlineData("100_3chan", 999)]
    [InlineData("311derive", 1_026)]
    [InlineData("311derive_2", 1_020)]
    [InlineData("311derive_3", 1_019)]
    [InlineData("311derive_4", 1_018)]
    public void Whole_signals_have_their_checksums(string name, int frames)
    {
        using VectorFolder folder = new();
        WfdbRecord record = folder.Open(name);
        for (int s = 0; s < record.Signals.Count; s++)
        {
            Assert.NotNull(record.Signals[s].Checksum);
            Assert.Equal(frames, record.SampleCount(s));
            Assert.Equal(frames, record.ReadPhysical(s, 0, frames).Length);
        }
    }

    [RealDataFact("wfdb-vectors", "physionet/mitdb/100.dat")]
    public void A_constant_is_constant_and_a_skew_moves_a_signal()
    {
        using VectorFolder folder = new();
        Assert.All(folder.Open("flac_3_constant").ReadPhysical(1, 5_599_000, 1_000), v => Assert.Equal(0.25, v));
        double[] straight = folder.Open("100").ReadPhysical(1, 3, 1_000), skewed = folder.Open("100skew").ReadPhysical(1, 0, 1_000);
        Assert.Equal(straight, skewed);
    }

    [RealDataFact("wfdb-vectors", "physionet/mitdb/100.dat")]
    public void Frames_of_several_samples_are_expanded_to_the_highest_rate()
    {
        using VectorFolder folder = new();
        WfdbRecord record = folder.Open("mixedsignals");
        Assert.Equal([4, 4, 4, 2, 2, 1], record.Signals.Select(s => s.SamplesPerFrame));
        double[] mean = record.ReadPhysical(0, 100, 50), every = record.ReadPhysical(0, 400, 200, isExpanded: true);
        for (int frame = 0; frame < mean.Length; frame++)
        {
            double[] samples = [.. every.Skip(4 * frame).Take(4).Where(v => !double.IsNaN(v))];
            double[] digital = [.. samples.Select(v => (v * record.Signals[0].Gain) + record.Signals[0].Baseline)];
            double cut = samples.Length == 0
                ? double.NaN
                : (Math.Truncate(Math.Round(digital.Average(), 6)) - record.Signals[0].Baseline) / record.Signals[0].Gain;
            Assert.Equal(cut, mean[frame], 1e-12);
        }
    }

    private static IEnumerable<string> ReadLines(string file)
    {
        using Stream stream = File.OpenRead(file);
        using StreamReader reader = new(file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>The vectors. One signal file from another folder is copied beside its headers.</summary>
    private sealed class VectorFolder : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("sans-vectors-").FullName;

        public WfdbRecord Open(string name)
        {
            string file = RealDataFolder.File(["wfdb-vectors", "sample-data", .. (name + ".hea").Split('/')]);
            if (name is not ("100" or "100-no-len" or "100skew"))
            {
                return WfdbRecord.Open(file);
            }

            File.Copy(RealDataFolder.File("physionet", "mitdb", "100.dat"), Path.Combine(_folder, "100.dat"), overwrite: true);
            string copy = Path.Combine(_folder, name + ".hea");
            File.Copy(file, copy, overwrite: true);
            return WfdbRecord.Open(copy);
        }

        public void Dispose()
        {
            foreach (string file in Directory.GetFiles(_folder))
            {
                // Published files may be read-only.
                File.SetAttributes(file, FileAttributes.Normal);
            }

            Directory.Delete(_folder, recursive: true);
        }
    }
}
