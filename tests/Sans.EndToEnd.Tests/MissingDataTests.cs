using System.Globalization;

namespace Sans.EndToEnd.Tests;

/// <summary>Published data that are missing, damaged or too short. Each case gives one clear message.</summary>
public sealed class MissingDataTests : IDisposable
{
    private const int Samples = 120;

    private readonly TemporaryFolder _folder = new();

    public MissingDataTests() => WriteRecord("mitdb", "100", t => (t * 37) % 101);

    [Fact]
    public void A_record_runs_from_the_folder_of_the_option_and_of_the_variable()
    {
        string file = Experiment("mitdb");
        ProcessResult result = _folder.Sans("run", file, "--quiet", "--data", "data");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("data mitdb: physionet, digest ", result.Output, StringComparison.Ordinal);
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", file, "--quiet"], ("SANS_DATA", _folder.File("data")));
        Assert.Equal(result, process.Wait());
    }

    [Fact]
    public void Every_missing_dataset_is_named_with_its_file_and_what_to_do()
    {
        ProcessResult result = _folder.Sans("run", Experiment("apnea-ecg", "mitdb", "bpssrat"), "--data", "data");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            """
            error: dataset 'apnea-ecg': there is no data/physionet/apnea-ecg/a01.hea
            error: dataset 'bpssrat': there is no data/physionet/bpssrat/RECORDS
            The data folder is data (--data). Fetch the files, name another folder with --data, or leave out missing datasets with --skip-missing-data
            To fetch files: sans data fetch apnea-ecg bpssrat --data data

            """,
            result.Error);
        Assert.False(Directory.Exists(_folder.File("runs")));
    }

    /// <summary>The command works as it is printed, and is not printed for files of one's own.</summary>
    [Fact]
    public void The_command_names_what_can_be_fetched()
    {
        Assert.EndsWith(
            "\nTo fetch files: sans data fetch mitdb/101 uci-epilepsy --data nowhere\n",
            _folder.Sans("run", Sets("physionet: { database: mitdb, record: 101 }, uci_epilepsy"), "--data", "nowhere").Error,
            StringComparison.Ordinal);
        Assert.Equal(
            new ProcessResult(2, "", "error: mitdb, uci-epilepsy cannot be fetched: --offline or SANS_OFFLINE=1 forbids it\n"),
            _folder.Sans("data", "fetch", "mitdb/101", "uci-epilepsy", "--data", "nowhere", "--offline"));
        ProcessResult own = _folder.Sans("run", Sets("recordings: { files: none.csv }"), "--data", "data");
        Assert.EndsWith("or leave out missing datasets with --skip-missing-data\n", own.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_runs_where_missing_data_are_skipped()
    {
        string file = Experiment("apnea-ecg", "mitdb");
        ProcessResult result = _folder.Sans("run", file, "--data", "data", "--skip-missing-data", "--out", "skipped");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            " datasets used: mitdb; left out, because their files are missing: apnea-ecg (run.json says which files)\n",
            result.Error,
            StringComparison.Ordinal);
        string record = File.ReadAllText(
            Path.Combine(Assert.Single(Directory.GetDirectories(_folder.File("skipped/records"))), "run.json"));
        Assert.Contains("\"apnea-ecg\": \"there is no data/physionet/apnea-ecg/a01.hea\"", record, StringComparison.Ordinal);
        Assert.EndsWith("left out because their files were missing: apnea-ecg\n", result.Output, StringComparison.Ordinal);

        // Data that come later stay out of this run. Its table equals that of the uninterrupted run.
        WriteRecord("apnea-ecg", "a01", t => (t * 5) % 17);
        string run = Assert.Single(Directory.GetDirectories(_folder.File("skipped/records")));
        string journal = Path.Combine(run, "trials.jsonl");
        File.WriteAllLines(journal, File.ReadLines(journal).Take(1));
        ProcessResult resumed = _folder.Sans("resume", run);
        Assert.Equal((0, result.Output), (resumed.ExitCode, resumed.Output));

        Assert.Contains(
            "records: 4 trials; nothing was trained",
            _folder.Sans("run", Experiment("apnea-ecg", "mitdb", "bidmc"), "--data", "data", "--skip-missing-data", "--dry-run").Error,
            StringComparison.Ordinal);
        ProcessResult nothing = _folder.Sans("run", Experiment("apnea-ecg", "mitdb"), "--data", "nowhere", "--skip-missing-data");
        Assert.Equal(2, nothing.ExitCode);
        Assert.StartsWith(
            "error: the files of every dataset are missing; nothing is left to run\nerror: dataset 'apnea-ecg': there is no nowhere/",
            nothing.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_record_of_a_list_is_taken_where_the_schema_knows_none()
    {
        WriteRecord("bpssrat", "rat7", t => (t * 11) % 29);
        File.WriteAllText(_folder.File("data/physionet/bpssrat/RECORDS"), "rat7\nrat8\n");
        Assert.Equal(0, _folder.Sans("run", Experiment("bpssrat"), "--data", "data", "--quiet").ExitCode);
        File.WriteAllText(_folder.File("data/physionet/bpssrat/RECORDS"), "../mitdb/100\n");
        RequireOneMessage("dataset 'bpssrat': data/physionet/bpssrat/RECORDS: '../mitdb/100' is not the name of a record", "bpssrat");
        File.WriteAllText(_folder.File("data/physionet/bpssrat/RECORDS"), "\n");
        RequireOneMessage("dataset 'bpssrat': data/physionet/bpssrat/RECORDS: the list names no record", "bpssrat");
    }

    [Fact]
    public void A_truncated_file_is_told()
    {
        string data = _folder.File("data/physionet/mitdb/100.dat");
        File.WriteAllBytes(data, File.ReadAllBytes(data)[..100]);
        RequireOneMessage(
            "dataset 'mitdb': data/physionet/mitdb/100.dat: 100 bytes, but 100.hea states 120 samples of 1 signal in format 16 (240 "
                + "bytes). The file is truncated; download it again",
            "mitdb");
    }

    [Fact]
    public void A_corrupt_header_is_told_at_its_line_and_column()
    {
        string header = _folder.File("data/physionet/mitdb/100.hea");
        File.WriteAllText(header, File.ReadAllText(header).Replace("100.dat 16", "100.dat 1b", StringComparison.Ordinal));
        RequireOneMessage(
            "dataset 'mitdb': data/physionet/mitdb/100.hea(2,9): the storage format is a whole number from 0 to 2147483647; found '1b'",
            "mitdb");
    }

    [Fact]
    public void A_record_shorter_than_the_window_is_told()
    {
        WriteRecord("mitdb", "100", t => t % 7, Samples - 1);
        RequireOneMessage("dataset 'mitdb': 'MLII' of data/physionet/mitdb/100.hea has 119 samples; 'window.samples' asks for 120. "
            + "Choose another signal or fewer samples, or 'on_invalid: skip_window'", "mitdb");
    }

    [Fact]
    public void A_window_without_variance_is_told()
    {
        WriteRecord("mitdb", "100", t => t is >= 30 and < 40 ? 5 : t);
        RequireOneMessage(
            "dataset 'mitdb': 'MLII' of data/physionet/mitdb/100.hea: samples 30 to 39 are all equal; a window without variance cannot "
                + "be standardized. Choose other samples, 'normalize: none' or 'on_invalid: skip_window'",
            "mitdb");
    }

    [Fact]
    public void A_missing_sample_and_a_signal_that_is_not_there_are_told()
    {
        WriteRecord("mitdb", "100", t => t == 50 ? short.MinValue : t);
        RequireOneMessage("dataset 'mitdb': 'MLII' of data/physionet/mitdb/100.hea: sample 50 is missing. Choose other samples, or "
            + "'on_invalid: skip_window' or 'interpolate'", "mitdb");
        RequireOneMessage("dataset 'mitdb': data/physionet/mitdb/100.hea: there is no signal 3; there are 1: 0 'MLII'", "mitdb, signal: 3");
    }

    [Fact]
    public void Invalid_data_can_be_left_out_or_filled_in_and_the_table_says_so()
    {
        WriteRecord("mitdb", "100", t => t is >= 30 and < 40 ? 5 : t is 50 or 51 ? short.MinValue : t * t % 97, Samples - 5);
        string file = Experiment("mitdb");
        File.AppendAllText(file, "\non_invalid: skip_window\n");
        ProcessResult result = _folder.Sans("run", file, "--data", "data");
        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith(
            "mitdb: 3 of 12 windows left out (1 without variance, 1 with missing samples, 1 behind the end of the signal)\n",
            result.Output,
            StringComparison.Ordinal);

        WriteRecord("mitdb", "100", t => t is 50 or 51 ? short.MinValue : t * t % 97);
        File.WriteAllText(file, File.ReadAllText(file).Replace("skip_window", "interpolate", StringComparison.Ordinal));
        ProcessResult interpolated = _folder.Sans("run", file, "--data", "data");
        Assert.EndsWith("mitdb: 2 missing samples interpolated\n", interpolated.Output, StringComparison.Ordinal);

        // The split keeps its parts. A part without a window is an error.
        WriteRecord("mitdb", "100", t => t is >= 60 and < 80 ? 5 : t * t % 97);
        File.WriteAllText(file, File.ReadAllText(file).Replace("interpolate", "skip_window", StringComparison.Ordinal));
        Assert.Equal(
            "error: dataset 'mitdb': 'MLII' of data/physionet/mitdb/100.hea: none of the windows of 'split.validation' can be used\n",
            _folder.Sans("run", file, "--data", "data").Error);
    }

    [Fact]
    public void An_unknown_database_and_a_record_outside_its_folder_are_mistakes_of_the_file()
    {
        Require("(2,35): error SANS014: the first record of the database 'mitbd' is not known here; did you mean 'mitdb'? Else give "
            + "its 'record'", "mitbd");
        Require("(2,50): error SANS005: 'datasets[0].physionet.record' is the name of a record, such as 100 or p00/3000003: letters, "
            + "digits, '-', '_' and '.', with '/' between folders; found '../100'", "mitdb, record: ../100");

        void Require(string message, string database)
        {
            string file = Experiment(database);
            Assert.Equal(new ProcessResult(2, "", file + message + "\n"), _folder.Sans("validate", file));
        }
    }

    public void Dispose() => _folder.Dispose();

    private void RequireOneMessage(string message, string database) =>
        Assert.Equal(new ProcessResult(2, "", $"error: {message}\n"), _folder.Sans("run", Experiment(database), "--data", "data"));

    private string Experiment(params string[] databases) =>
        Sets(string.Join(", ", databases.Select(d => $"physionet: {{ database: {d} }}")));

    private string Sets(string datasets) => _folder.Write("records.yaml", $$"""
        name: records
        datasets: [{{datasets}}]
        window: { samples: 120, length: 10 }
        model: { kernel_size: [2, 3] }
        activations: [relu]
        training: { epochs: 2 }
        """);

    /// <summary>A record of one signal in format 16.</summary>
    private void WriteRecord(string database, string record, Func<int, int> value, int samples = Samples)
    {
        string folder = Directory.CreateDirectory(_folder.File(Path.Combine("data", "physionet", database))).FullName;
        int[] values = [.. Enumerable.Range(0, samples).Select(value)];
        File.WriteAllText(
            Path.Combine(folder, record + ".hea"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{record} 1 360 {samples}\n{record}.dat 16 200 11 0 {values[0]} {(short)values.Sum()} 0 MLII\n"));
        File.WriteAllBytes(Path.Combine(folder, record + ".dat"), [.. values.SelectMany(v => new[] { (byte)v, (byte)(v >> 8) })]);
    }
}
