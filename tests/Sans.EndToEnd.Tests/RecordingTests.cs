using System.Globalization;
using System.Text;
using System.Text.Json;
using PureHDF;
using Sans.Tests.Data;

namespace Sans.EndToEnd.Tests;

/// <summary>Recordings of users, declared in YAML alone.</summary>
public sealed class RecordingTests
{
    private const string Person = "Haagse_Harry";

    [Fact]
    public void Ten_recordings_are_split_by_recording_and_all_that_was_read_is_told()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data/study"));
        for (int i = 0; i < 10; i++)
        {
            folder.Write($"data/study/p{i}.csv", Table(250 + (10 * i)));
        }

        folder.Write("study.yaml", """
            name: study
            datasets:
              - recordings: { label: ecg, files: "study/*.csv", channel: ecg, time_column: t }
            window: { samples: all, length: 50 }
            split: { by: recording, train: 6, validation: 2, test: 2 }
            model: { kernels: 2, kernel_size: 5, decoder: transposed }
            activations: [identity]
            training: { epochs: 1 }
            """);
        ProcessResult result = folder.Sans("run", "study.yaml", "--data", "data");
        Assert.True(result.ExitCode == 0, result.Error);
        const string Told = "10 files study/p0.csv … study/p9.csv, channel 'ecg' at 100 Hz, 2,950 samples; "
            + "split by recording: train 31 windows of 6 files, validation 12 windows of 2 files, test 12 windows of 2 files; left "
                + "over 200 samples";
        Assert.Contains($"dataset 'ecg': {Told}", result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("ecg: " + Told, result.Output, StringComparison.Ordinal);
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.SingleRun(), "run.json")));
        JsonElement read = record.RootElement.GetProperty("data_read").GetProperty("ecg");
        JsonElement last = read.GetProperty("files")[9];
        Assert.Equal(("study/p9.csv", 340, 40, "0-5"), (
            last.GetProperty("name").GetString(), last.GetProperty("samples").GetInt32(), last.GetProperty("left_over_samples").GetInt32(),
            last.GetProperty("test").GetProperty("windows").GetString()));
        Assert.False(last.TryGetProperty("train", out _));

        // Resume and report print the same.
        Assert.Equal(0, folder.Sans("report", folder.SingleRun()).ExitCode);
    }

    [Fact]
    public void A_study_of_one_WAV_one_MAT_and_one_HDF5_file_runs_from_YAML_alone()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data/study"));
        const int Count = 300;
        short[,] two = new short[Count, 2];
        for (int t = 0; t < Count; t++)
        {
            (two[t, 0], two[t, 1]) = ((short)(t * 37 % 101), (short)(t * 53 % 97));
        }

        MatFiles mat = new();
        File.WriteAllBytes(folder.File("data/study/a.wav"), WavFiles.Of(2, 2, 8_000, two.Cast<short>().Select(s => (long)s)));
        File.WriteAllBytes(folder.File("data/study/b.mat"), mat.File(mat.Compressed(mat.Struct(
            "data", 1, ["ecg"], mat.Array("", [1, Count], Enumerable.Range(0, Count).Select(t => t * 0.37 % 1.01))))));
        File.WriteAllBytes(folder.File("data/study/c.h5"), Hdf5Files.Of(new H5File
        {
            ["signals"] = new H5Group { ["eeg"] = Hdf5Files.Chunked(two, 100, 2) },
        }));
        folder.Write("study.yaml", """
            name: study
            datasets:
              - recordings: { label: wav, files: study/a.wav, channel: all }
              - recordings: { label: mat, files: "study/*.mat", variable: data.ecg, sample_rate_hz: 360 }
              - recordings: { label: hdf5, files: study/c.h5, variable: signals/eeg, channel: all, sample_rate_hz: 256 }
            window: { samples: all, length: 50 }
            split: { train: 2, validation: 2, test: 2 }
            model: { kernel_size: 5 }
            activations: [identity]
            training: { epochs: 1 }
            """);
        Assert.Contains(
            "experiment 'study' is valid, 3 trials with one channel in place of 'all'",
            folder.Sans("validate", "study.yaml").Output,
            StringComparison.Ordinal);
        ProcessResult run = folder.Sans("run", "study.yaml", "--data", "data");
        Assert.True(run.ExitCode == 0, run.Error);
        foreach (string told in new[]
        {
            "wav(channel=0): study/a.wav, channel 0 at 8000 Hz, 300 samples",
            "wav(channel=1): study/a.wav, channel 1 at 8000 Hz, 300 samples",
            "mat: study/b.mat, channel 'data.ecg' at 360 Hz, 300 samples",
            "hdf5(channel=\"signals/eeg[0]\"): study/c.h5, channel 'signals/eeg[0]' at 256 Hz, 300 samples",
            "hdf5(channel=\"signals/eeg[1]\"): study/c.h5, channel 'signals/eeg[1]' at 256 Hz, 300 samples",
        })
        {
            Assert.Contains(told, run.Output, StringComparison.Ordinal);
        }

        // The channels are frozen in the run.
        Assert.Equal(0, folder.Sans("resume", folder.SingleRun()).ExitCode);
        foreach ((string label, string file, string[] more) in new (string, string, string[])[]
        {
            ("wav", "a.wav", ["--channel", "1"]), ("mat", "b.mat", ["--rate", "360"]), ("hdf5", "c.h5", ["--rate", "256"]),
        })
        {
            // The channel of the model chooses the array.
            string model = Directory.GetFiles(Path.Combine(folder.SingleRun(), "models"), label + "*").Order(StringComparer.Ordinal).Last();
            ProcessResult encoded = folder.Sans(["encode", model, "data/study/" + file, .. more, "--out", "events-" + label]);
            Assert.True(encoded.ExitCode == 0, encoded.Error);
            Assert.Contains("300 samples", encoded.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fields_of_persons_reach_no_file_and_no_terminal()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllBytes(folder.File("data/a.edf"), Edf(600));
        folder.Write("data/b.hea", $"b 1 100 600\nb.dat 16 1 12 0 0 0 0 ecg\n# 69 M {Person}\n");
        File.WriteAllBytes(
            folder.File("data/b.dat"), [.. Enumerable.Range(0, 600).SelectMany(i => BitConverter.GetBytes((short)(i * 37 % 101)))]);
        folder.Write("own.yaml", """
            name: own
            datasets:
              - recordings: { label: edf, files: a.edf }
              - recordings: { label: wfdb, files: b.hea }
            window: { samples: all, length: 50 }
            model: { kernel_size: 5 }
            activations: [identity]
            training: { epochs: 1 }
            """);
        ProcessResult run = folder.Sans("run", "own.yaml", "--data", "data");
        Assert.True(run.ExitCode == 0, run.Error);
        ProcessResult inspect = folder.Sans("data", "inspect", "data/a.edf");
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        Assert.All([run, inspect], r => Assert.DoesNotContain(Person, r.Output + r.Error, StringComparison.Ordinal));
        string[] files = [.. FileTree.Files(folder.SingleRun(), "*")];
        Assert.True(files.Length > 5);
        Assert.All(files, f => Assert.DoesNotContain(Person, File.ReadAllText(f, Encoding.Latin1), StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_inspected_and_becomes_an_experiment()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data/study"));
        folder.Write("data/study/a.csv", Table(600));
        ProcessResult inspected = folder.Sans("data", "inspect", "study/a.csv", "--data", "data");
        Assert.True(inspected.ExitCode == 0, inspected.Error);
        Assert.Contains("study/a.csv: 1 recording, 2 channels", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("  0 't': 600 samples, from 0 to 5.99, rises evenly as a clock does", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("  1 'ecg': 600 samples, from 0 to 100\n", inspected.Output, StringComparison.Ordinal);
        Assert.Matches("\n     [▁▂▃▄▅▆▇█]{100}\n", inspected.Output);
        Assert.EndsWith(
            "datasets:\n  - recordings:\n      files: \"study/a.csv\"\n      time_column: t\n      channel: ecg\n",
            inspected.Output,
            StringComparison.Ordinal);

        ProcessResult written = folder.Sans("new", "own", "--files", "study/*.csv", "--data", "data");
        Assert.True(written.ExitCode == 0, written.Error);
        string yaml = File.ReadAllText(folder.File("own.yaml"));
        Assert.Contains("recipe: { model: { kernels: 2, decoder: transposed }, activations: [extrema_competition: { border_tolerance: "
            + "3, distance_factor: 0.5 }] }", yaml, StringComparison.Ordinal);
        Assert.Contains("activations: [phi_pursuit: { distance_factor: 0.5 }]\n", yaml, StringComparison.Ordinal);
        ProcessResult run = folder.Sans("run", "own.yaml", "--data", "data", "-s", "training.epochs=1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("channel 'ecg' at 100 Hz, 600 samples", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_doubt_is_decided_on_the_command_line()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        folder.Write(
            "data/a.csv",
            string.Concat(Enumerable.Range(0, 240).Select(i => FormattableString.Invariant($"{i % 3},{i * 37 % 101:000}\n"))));
        ProcessResult refused = folder.Sans("data", "inspect", "data/a.csv");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("looks like a number with a decimal comma. 'decimal: \",\"'", refused.Error, StringComparison.Ordinal);
        ProcessResult inspected = folder.Sans("data", "inspect", "data/a.csv", "-s", "decimal=,");
        Assert.True(inspected.ExitCode == 0, inspected.Error);
        Assert.Contains("files: \"a.csv\"\n      decimal: \",\"\n", inspected.Output, StringComparison.Ordinal);
        Assert.Contains(
            "-s takes KEY=VALUE", folder.Sans("data", "inspect", "data/a.csv", "-s", "decimal").Error, StringComparison.Ordinal);
        Assert.Contains(
            "'decimals' is not a", folder.Sans("data", "inspect", "data/a.csv", "-s", "decimals=,").Error, StringComparison.Ordinal);
        Assert.Contains(
            "there is no file 'nothing*'",
            folder.Sans("new", "own", "--files", "nothing*", "--data", "data").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_is_proposed_as_the_time_where_it_gives_a_rate()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        folder.Write(
            "data/a.csv", "i,time_ms,ecg\n" + string.Concat(Enumerable.Range(0, 240).Select(i => $"{i},{4 * i},{i * 37 % 101}\n")));
        ProcessResult inspected = folder.Sans("data", "inspect", "data/a.csv");
        Assert.Contains(
            "1 'time_ms': 240 samples, from 0 to 956, rises evenly as a clock does: 250 Hz if it counts milliseconds\n",
            inspected.Output,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "time_column: time_ms\n      time_unit: milliseconds\n      channel: ecg\n", inspected.Output, StringComparison.Ordinal);

        // A counter that restarts is neither a time nor a signal.
        folder.Write("data/a.csv", "i,ecg\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"{i % 256},{i * 37 % 101}\n")));
        inspected = folder.Sans("data", "inspect", "data/a.csv");
        Assert.Contains("rises evenly as a clock does, but not with every sample\n", inspected.Output, StringComparison.Ordinal);
        Assert.EndsWith("files: \"a.csv\"\n      channel: ecg\n", inspected.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rounded_time_and_a_time_with_a_gap_are_proposed_and_words_are_told()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        folder.Write(
            "data/a.csv",
            "Elapsed time,ecg,label\n" + string.Concat(Enumerable.Range(0, 400).Select(
                i => FormattableString.Invariant($"{Math.Round(i / 360.0, 3):0.000},{i * 37 % 101},rest\n"))));
        ProcessResult inspected = folder.Sans("data", "inspect", "data/a.csv");
        Assert.Contains("rises evenly as a clock does: 360 Hz if it counts seconds", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("\n  2 'label': words, such as 'rest'\n\ndatasets", inspected.Output, StringComparison.Ordinal);
        Assert.EndsWith("time_column: \"Elapsed time\"\n      channel: ecg\n", inspected.Output, StringComparison.Ordinal);

        folder.Write("data/a.csv", "t,ecg\n" + string.Concat(Enumerable.Range(0, 400).Select(
            i => FormattableString.Invariant($"{(i < 200 ? i : i + 50) / 100.0:0.00},{i * 37 % 101}\n"))));
        inspected = folder.Sans("data", "inspect", "data/a.csv");
        Assert.Contains(
            "0 't': 400 samples, from 0 to 4.49, rises evenly as a clock does, with 1 gap: 100 Hz if", inspected.Output, StringComparison.Ordinal);
        Assert.EndsWith("time_column: t\n      channel: ecg\n", inspected.Output, StringComparison.Ordinal);
        Assert.Equal(0, folder.Sans("new", "own", "--files", "a.csv", "--data", "data").ExitCode);
        Assert.Contains("window: { samples: 336, length: 28 }", File.ReadAllText(folder.File("own.yaml")), StringComparison.Ordinal);
        ProcessResult dry = folder.Sans("run", "own.yaml", "--data", "data", "--dry-run");
        Assert.True(dry.ExitCode == 0, dry.Error);
        Assert.Contains("an empty path was given", folder.Sans("data", "inspect", "").Error, StringComparison.Ordinal);
        Assert.Contains(
            "there is no file 'data' in .; 'data' is a folder, and 'data/*.csv' are the files in it that end in .csv",
            folder.Sans("new", "other", "--files", "data", "--data", ".").Error.Replace(folder.Path, ".", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_with_the_subject_is_split_by_subject()
    {
        using TemporaryFolder folder = new();
        foreach (string subject in new[] { "a", "b", "c" })
        {
            Directory.CreateDirectory(folder.File($"data/{subject}"));
            folder.Write($"data/{subject}/1.csv", Table(80));
        }

        Assert.Equal(0, folder.Sans("new", "own", "--files", "{subject}/*.csv", "--data", "data").ExitCode);
        Assert.Contains("split: { by: subject, train: 6", File.ReadAllText(folder.File("own.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_channel_is_inspected_and_no_experiment_is_proposed()
    {
        using TemporaryFolder folder = new();
        string head = "0".PadRight(184) + "256".PadRight(8) + "EDF+C".PadRight(44) + "0".PadRight(8) + "1".PadRight(8) + "0".PadRight(4);
        folder.Write("a.edf", head);
        ProcessResult inspected = folder.Sans("data", "inspect", "a.edf");
        Assert.Equal(
            (0, "a.edf: 1 recording, 0 channels\n", "It has no channel, so that no experiment can use it."),
            (inspected.ExitCode, inspected.Output, inspected.Error.Trim()));
        Assert.Contains(
            "a.edf: it has no channel, so that no experiment can use it",
            folder.Sans("new", "own", "--files", "a.edf", "--data", folder.Path).Error,
            StringComparison.Ordinal);
    }

    private static string Table(int rows) =>
        "t,ecg\n" + string.Concat(Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i / 100.0:0.00},{i * 37 % 101}\n")));

    private static byte[] Edf(int samples)
    {
        StringBuilder head = new("0       ");
        object[] fields = [(80, Person), (
            80, "Startdate 02-MAR-2002 " + Person), (8, "02.03.02"), (8, "21.05.17"), (8, 512), (44, ""), (8, 1), (8, 6), (4, 1),
            (16, "ecg"), (80, Person), (8, "uV"), (8, -1000), (8, 1000), (8, -1000), (8, 1000), (80, ""), (8, samples), (32, "")];
        foreach (object field in fields)
        {
            (int width, string value) = field switch
            {
                (int w, int number) => (w, number.ToString(CultureInfo.InvariantCulture)),
                (int w, string text) => (w, text),
                _ => (0, ""),
            };
            head.Append(value.PadRight(width)[..width]);
        }

        return
        [
            .. Encoding.Latin1.GetBytes(head.ToString()),
            .. Enumerable.Range(0, samples).SelectMany(i => BitConverter.GetBytes((short)(i * 37 % 101))),
        ];
    }
}
