using Sans.Tests.Data;

namespace Sans.EndToEnd.Tests;

/// <summary><c>sans data</c> on the command line.</summary>
public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_list_says_what_is_there_with_its_source_and_licence()
    {
        string header = _folder.File("data/physionet/mitdb/100.hea");
        Directory.CreateDirectory(Path.GetDirectoryName(header)!);
        File.WriteAllText(header, "100 0\n");
        ProcessResult list = _folder.Sans("data", "list", "mitdb", "mnist", "--data", "data");
        Assert.Equal((0, ""), (list.ExitCode, list.Error));
        Assert.Equal(
            """
            data folder: data (--data)

            mitdb: 0 of 1 files are there
              PhysioNet mitdb, record 100 (Table I); licence: open access; cite the database and Goldberger et al., Circulation 2000
              physionet/mitdb/100.hea: 6 bytes, but should have 138, sha256 db882392a66c… (published)
              source: https://physionet.org/content/mitdb/ (source not tested)

            """,
            list.Output[..(list.Output.IndexOf("mnist:", StringComparison.Ordinal) - 1)]);
        Assert.Contains("mnist: missing\n", list.Output, StringComparison.Ordinal);

        ProcessResult verify = _folder.Sans("data", "verify", "--data", "data");
        Assert.Equal(1, verify.ExitCode);
        Assert.Matches("^WRONG    physionet/mitdb/100.hea: its SHA-256 is [0-9a-f]{64}, but should be db882392[0-9a-f]+; delete it and "
            + "fetch it again\n$", verify.Output);
    }

    [SkippableFact]
    public void Published_files_verify()
    {
        string data = Needs.Data("mnist", "physionet/mitdb", "physionet/voiced", "uci-epilepsy");
        ProcessResult verify = _folder.Sans("data", "verify", "mnist", "mitdb", "voiced", "uci-epilepsy", "--data", data);
        Assert.Equal(0, verify.ExitCode);
        Assert.Equal(4 + 2 + 3 + 1, verify.Output.Split("right    ").Length - 1);
    }

    [Fact]
    public void What_cannot_be_fetched_is_told()
    {
        Assert.Equal(
            new ProcessResult(2, "", "error: there is no dataset 'mnits'; did you mean 'mnist'?\n"),
            _folder.Sans("data", "fetch", "mnits"));
        Assert.Equal(
            new ProcessResult(2, "", "error: mnist cannot be fetched: --offline or SANS_OFFLINE=1 forbids it\n"),
            _folder.Sans("data", "fetch", "mnist", "--offline", "--data", "data"));
        using RunningProcess offline = RunningProcess.Sans(
            _folder.Path, ["data", "fetch", "mnist", "--data", "data"], ("SANS_OFFLINE", "1"));
        Assert.Equal(2, offline.Wait().ExitCode);
        ProcessResult mirror = _folder.Sans("data", "fetch", "mnist", "--mirror", "ftp://example.org");
        Assert.Equal(2, mirror.ExitCode);
        Assert.StartsWith(
            "error: --mirror is an address that begins with http:// or https://; found 'ftp://example.org'",
            mirror.Error,
            StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_mirror_is_asked_and_what_is_wrong_is_not_kept()
    {
        using LoopbackServer server = new();
        server.Serve("mnist/train-images-idx3-ubyte.gz", new Answer(200, [1, 2, 3]));
        ProcessResult result = _folder.Sans("data", "fetch", "mnist", "--mirror", server.Address, "--data", "data");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"error: mnist: mnist/train-images-idx3-ubyte.gz cannot be fetched\n  "
                + $"{server.Address}/mnist/train-images-idx3-ubyte.gz: the server has 3 bytes, but the published file has 9,912,422\n",
            result.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("data")));
    }

    [SkippableFact]
    public void An_interrupted_fetch_says_so_and_goes_on()
    {
        Needs.Signals();
        using LoopbackServer server = new();
        server.Serve("physionet/bpssrat/RECORDS", new Answer(200) { IsSilent = true });
        string[] command = ["data", "fetch", "bpssrat", "--mirror", server.Address, "--data", "data"];
        using RunningProcess process = RunningProcess.Sans(_folder.Path, command);
        Waiting.Until(() => process.HasExited || !server.Requests.IsEmpty, "the fetch asks");
        process.Signal("INT");
        Assert.Equal(new ProcessResult(130, "", "interrupted; run the same command again to continue\n"), process.Wait());
    }

    [Fact]
    public void What_is_there_is_not_asked_for()
    {
        string folder = Directory.CreateDirectory(_folder.File("data/physionet/apnea-ecg")).FullName;
        File.WriteAllText(Path.Combine(folder, "a01.hea"), "a01 1 100 3\na01.dat 16 100 12 0 1 6 0 ECG\n");
        File.WriteAllBytes(Path.Combine(folder, "a01.dat"), [1, 0, 2, 0, 3, 0]);
        Assert.Equal(
            new ProcessResult(0, "", "apnea-ecg is in data\n"), _folder.Sans("data", "fetch", "apnea-ecg", "--offline", "--data", "data"));
        Assert.Contains("apnea-ecg: there\n", _folder.Sans("data", "list", "apnea-ecg", "--data", "data").Output, StringComparison.Ordinal);
        ProcessResult verify = _folder.Sans("data", "verify", "apnea-ecg", "--data", "data");
        Assert.Equal(0, verify.ExitCode);
        Assert.Matches(
            "^unknown  physionet/apnea-ecg/a01.hea: no digest to compare with; its SHA-256 is [0-9a-f]{64}\nunknown  ", verify.Output);
        Assert.Equal(
            new ProcessResult(2, "", "error: there is no data folder nowhere (--data)\n"),
            _folder.Sans("data", "verify", "--data", "nowhere"));
    }

    [Fact]
    public void A_record_comes_through_the_proxy_of_the_system()
    {
        byte[] data = [1, 0, 2, 0, 3, 0];
        using LoopbackServer server = new();
        const string origin = "http://mirror.invalid/physionet/bpssrat/";
        server.Serve(origin + "RECORDS", new Answer(200, "rat7\n"u8.ToArray()));
        server.Serve(origin + "rat7.hea", new Answer(200, "rat7 1 100 3\nrat7.dat 16 100 12 0 1 6 0 BP\n"u8.ToArray()));
        server.Serve(origin + "rat7.dat", new Answer(200, data));
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path,
            ["data", "fetch", "bpssrat", "--mirror", "http://mirror.invalid", "--data", "data"],
            ("HTTP_PROXY", server.Address),
            ("http_proxy", server.Address),
            ("no_proxy", ""),
            ("NO_PROXY", ""));
        ProcessResult result = process.Wait();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("bpssrat: the record list begins with rat7; it is fetched\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(data, File.ReadAllBytes(_folder.File("data/physionet/bpssrat/rat7.dat")));
        Assert.Equal(0, _folder.Sans("data", "verify", "bpssrat", "--data", "data").ExitCode);
        Assert.Contains("(as first fetched)", _folder.Sans("data", "list", "bpssrat", "--data", "data").Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
