namespace Sans.EndToEnd.Tests;

/// <summary><c>sans data</c> as it is typed.</summary>
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

            mitdb: 1 of 2 files are there
              PhysioNet mitdb, record 100 (Table I); licence: open access; cite the database and Goldberger et al., Circulation 2000
              physionet/mitdb/100.hea: 6 bytes, sha256 db882392a66c… (published)
              physionet/mitdb/100.dat: missing, sha256 b2ea3c250e56… (published)
              source: https://physionet.org/content/mitdb/ (never fetched by us)

            """,
            list.Output[..(list.Output.IndexOf("mnist:", StringComparison.Ordinal) - 1)]);
        Assert.Contains("mnist: missing\n", list.Output, StringComparison.Ordinal);

        ProcessResult verify = _folder.Sans("data", "verify", "--data", "data");
        Assert.Equal(1, verify.ExitCode);
        Assert.Matches("^WRONG    physionet/mitdb/100.hea: its SHA-256 is [0-9a-f]{64}, but should be db882392[0-9a-f]+\nmissing  physionet/mitdb/100.dat\n$", verify.Output);
    }

    [SkippableFact]
    public void Published_files_verify()
    {
        string? data = Environment.GetEnvironmentVariable("SANS_DATA");
        bool isRequired = Environment.GetEnvironmentVariable("SANS_REQUIRE_DATA") == "1";
        Skip.If(!isRequired && !Directory.Exists(Path.Combine(data ?? "", "mnist")), "SANS_DATA does not name a folder with published data");
        ProcessResult verify = _folder.Sans("data", "verify", "mnist", "mitdb", "voiced", "uci-epilepsy", "--data", data ?? "");
        Assert.Equal(0, verify.ExitCode);
        Assert.Equal(4 + 2 + 3 + 1, verify.Output.Split("right    ").Length - 1);
    }

    [Fact]
    public void What_cannot_be_fetched_is_told()
    {
        Assert.Equal(new ProcessResult(2, "", "error: there is no dataset 'mnits'; did you mean 'mnist'?\n"), _folder.Sans("data", "fetch", "mnits"));
        Assert.Equal(new ProcessResult(2, "", "error: nothing is fetched: --offline or SANS_OFFLINE=1 forbids it\n"), _folder.Sans("data", "fetch", "mnist", "--offline"));
        using RunningProcess offline = RunningProcess.Sans(_folder.Path, ["data", "fetch", "mnist"], ("SANS_OFFLINE", "1"));
        Assert.Equal(2, offline.Wait().ExitCode);
        ProcessResult mirror = _folder.Sans("data", "fetch", "mnist", "--mirror", "ftp://example.org");
        Assert.Equal(2, mirror.ExitCode);
        Assert.StartsWith("error: --mirror is an address that begins with http:// or https://; found 'ftp://example.org'", mirror.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
