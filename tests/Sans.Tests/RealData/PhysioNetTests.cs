using System.Globalization;
using Sans.Data.Formats.Wfdb;

namespace Sans.Tests.RealData;

/// <summary>The reader against six published records and an independent reader.</summary>
public sealed class PhysioNetTests
{
    [RealDataFact("physionet/expected-first-signal.csv")]
    public void First_signals_are_those_of_an_independent_reader()
    {
        string[] lines = File.ReadAllLines(RealDataFolder.File("physionet", "expected-first-signal.csv"));
        Assert.Equal(8, lines.Length);
        foreach (string line in lines.Skip(1))
        {
            // The signal may hold a comma, inside quotes.
            string[] start = line.Split(',', 2);
            string name = start[1][0] == '"' ? start[1][1..start[1].IndexOf('"', 1)] : start[1].Split(',')[0];
            string[] cells = start[1][(name.Length + (start[1][0] == '"' ? 3 : 1))..].Split(',');
            double Number(int index) => double.Parse(cells[index], CultureInfo.InvariantCulture);

            var record = WfdbRecord.Open(RealDataFolder.File(["physionet", .. (start[0] + ".hea").Split('/')]));
            WfdbSignal signal = record.Signals[0];
            Assert.Equal(
                (name, int.Parse(cells[0], CultureInfo.InvariantCulture), Number(1)),
                (signal.Description, signal.Format.Code, record.Header.SampleRateHz));
            Assert.Equal((Number(2), (int)Number(3)), (signal.Gain, signal.Baseline));

            int samples = (int)Number(4);
            double[] physical = record.ReadPhysical(0, 0, samples);
            Assert.Equal(Number(5), physical.Count(double.IsNaN));
            long[] digital = [.. physical.Select(v => (long)Math.Round((v * signal.Gain) + signal.Baseline))];
            Assert.Equal((Number(6), Number(7), Number(8)), (digital.Sum(), digital.Min(), digital.Max()));
            double mean = physical.Average();
            Assert.Equal(Number(9), mean, 1e-9);
            Assert.Equal(Number(10), Math.Sqrt(physical.Average(v => (v - mean) * (v - mean))), 1e-9);
            Assert.Equal((Number(11), Number(12)), (physical[0], physical[samples - 1]));
        }
    }

    /// <summary>Reading a signal verifies its initial value and its checksum.</summary>
    [RealDataFact("physionet/expected-first-signal.csv")]
    public void Every_signal_of_every_record_fits_its_header()
    {
        int count = 0;
        foreach (string file in Headers().Where(h => !h.Contains("headers-only", StringComparison.Ordinal)))
        {
            var record = WfdbRecord.Open(file);
            for (int s = 0; s < record.Signals.Count; s++, count++)
            {
                Assert.NotNull(record.Signals[s].InitialValue);
                Assert.NotNull(record.Signals[s].Checksum);
                Assert.All(record.ReadPhysical(s, 0, (int)record.SampleCount(s)), v => Assert.True(double.IsFinite(v)));
            }
        }

        Assert.Equal(5 + 2 + 1 + 2 + 5 + 2 + 1, count);
    }

    [RealDataFact("physionet/expected-first-signal.csv")]
    public void Headers_of_records_that_are_not_here_are_read()
    {
        WfdbHeader slp = Header("slp01a");
        Assert.Equal((250.0, 1_800_000L, 4), (slp.SampleRateHz, slp.FrameCount, slp.Signals.Count));
        Assert.Equal(("EEG (C4-A1)", -6430.0, "mV"), (slp.Signals[2].Description, slp.Signals[2].Gain, slp.Signals[2].Units));
        Assert.Equal((4.77778, -477, "mmHg"), (slp.Signals[1].Gain, slp.Signals[1].Baseline, slp.Signals[1].Units));

        WfdbHeader drive = Header("drive01");
        Assert.Equal(15.5, drive.SampleRateHz);
        Assert.Equal([32, 128, 2, 2, 1, 1], drive.Signals.Select(s => s.SamplesPerFrame));
        Assert.Equal(["mV", "mV", "mV", "mV", "bpm", "mV"], drive.Signals.Select(s => s.Units));
        Assert.Equal("foot GSR", drive.Signals[2].Description);

        Assert.Equal(
            (825_000L, 11204, "Angle"),
            (Header("12726").FrameCount, Header("12726").Signals[2].Baseline, Header("12726").Signals[2].Description));
        Assert.Equal((100.0, 200.0, "mV"), (Header("a01").SampleRateHz, Header("a01").Signals[0].Gain, Header("a01").Signals[0].Units));

        static WfdbHeader Header(string record) => WfdbHeaderReader.Read(RealDataFolder.File("physionet", "headers-only", record + ".hea"));
    }

    /// <summary>
    /// The first record in the schema is the first entry of the database's own list. The check needs the list in the
    /// data folder.
    /// </summary>
    [RealDataFact("physionet/expected-first-signal.csv")]
    public void First_records_are_those_of_the_record_lists()
    {
        string[] lists = FileTree.Files(Path.Combine(RealDataFolder.Path!, "physionet"), "RECORDS");
        Assert.Equal(3, lists.Length);
        Assert.All(lists, list => Assert.Equal(
            File.ReadLines(list).First().Trim(),
            Sans.Configuration.Schema.PhysioNetDatabases.Find(Path.GetFileName(Path.GetDirectoryName(list)!))!.FirstRecord));
    }

    private static string[] Headers() => FileTree.Files(Path.Combine(RealDataFolder.Path!, "physionet"), "*.hea");
}
