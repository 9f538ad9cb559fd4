using System.Globalization;
using Sans.Core.Models;
using Sans.Data.Formats.Wfdb;
using Sans.Data.Recordings;

namespace Sans.Tests.RealData;

/// <summary>EDF, EDF+ and BDF against the values of an independent reader.</summary>
public sealed class EdfTests
{
    [RealDataFact("edf/expected-edf.csv")]
    public void Samples_are_those_of_an_independent_reader()
    {
        string[][] rows = [.. File.ReadLines(RealDataFolder.File("edf", "expected-edf.csv")).Skip(1).Select(l => l.Split(','))];
        Assert.True(rows.Length > 20);
        foreach (string[] row in rows)
        {
            RecordingFile recording = Open(row[0]);
            int channel = recording.Channels.Select(c => c.Label).ToList().IndexOf(row[2]);
            Assert.Equal(new ChannelHead(row[2], row[3], Number(row[4]), (long)Number(row[5])), recording.Channels[channel]);
            double[] samples = recording.Read(channel, int.MaxValue).Values;
            Close(Number(row[7]), samples.Min());
            Close(Number(row[8]), samples.Max());
            double[] first = [.. row[10].Split(' ').Select(Number)];
            Assert.All(first.Zip(samples), pair => Close(pair.First, pair.Second));
        }
    }

    [RealDataFact("edf/expected-edf-annotations.csv")]
    public void Annotations_are_those_of_an_independent_reader()
    {
        var files = File.ReadLines(RealDataFolder.File("edf", "expected-edf-annotations.csv"))
            .Skip(1)
            .Select(l => l.Split(',', 4))
            .GroupBy(r => r[0])
            .ToList();
        Assert.True(files.Count > 2);
        foreach (var file in files)
        {
            Assert.Equal(
                file.Select(r => new RecordingAnnotation(Number(r[1]), r[2].Length == 0 ? null : Number(r[2]), r[3].Trim('"'))),
                Open(file.Key).ReadAnnotations());
        }
    }

    [RealDataFact("edf/test_generator_2.edf")]
    public void A_record_and_its_twin_in_WFDB_agree_sample_for_sample()
    {
        // The header of the twin cannot express a baseline between two digital values.
        const double offset = 0.5 / 32.7675;
        RecordingFile recording = Open("test_generator_2.edf");
        var twin = WfdbRecord.Open(RealDataFolder.File("edf", "test_generator_2.hea"));
        Assert.Equal(11, recording.Channels.Count);
        for (int c = 0; c < recording.Channels.Count; c++)
        {
            double[] samples = recording.Read(c, int.MaxValue).Values;
            Assert.Equal(recording.Channels[c].Label, twin.Signals[c].Description);
            Assert.All(
                samples.Zip(twin.ReadPhysical(c, 0, samples.Length, isExpanded: true)),
                pair => Assert.Equal(pair.First, pair.Second + offset, 1e-9));
        }
    }

    [RealDataFact("edf/SC4001EC-Hypnogram.edf")]
    public void A_file_of_annotations_only_has_no_channel() => Assert.Empty(Open("SC4001EC-Hypnogram.edf").Channels);

    private static RecordingFile Open(string name) =>
        Assert.Single(RecordingFormats.Open(RealDataFolder.File("edf", name), name, ReadingOptions.None));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 1e-9 * Math.Max(1, Math.Abs(expected)));
}
