using System.Net;
using System.Net.Sockets;

namespace Sans.EndToEnd.Tests;

/// <summary>Files of others, settings and data cannot make the program do harm.</summary>
public sealed class SecurityTests : IDisposable
{
    private const string Head = "name: guest\nmodel: { kernel_size: 5 }\nactivations: [relu]\nwindow: { samples: 120, length: 10 }\n";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("-s", "name=../../evil")]
    [InlineData("-s", "name=/evil")]
    [InlineData("-s", "datasets=[files: { folder: ../secret }]")]
    [InlineData("-s", "datasets=[files: { folder: /etc }]")]
    [InlineData("-s", "datasets=[files: { folder: a/../../secret }]")]
    [InlineData("-s", "datasets=[physionet: { database: ../secret, record: a }]")]
    [InlineData("-s", "datasets=[physionet: { database: mitdb, record: ../../secret/a }]")]
    [InlineData("-s", "datasets=[synthetic_ecg: { label: ../../evil }]")]
    [InlineData("-s", "extends=/etc/passwd")]
    public void Settings_lead_to_no_place_outside(params string[] settings)
    {
        ProcessResult result = _folder.Sans(
            ["run", _folder.Write("guest.yaml", Head + "datasets: [synthetic_ecg]\n"), .. settings, "--data", "data"]);
        RequireRefused(result);
    }

    [Theory]
    [InlineData("name: ../../evil\n")]
    [InlineData("datasets: [files: { folder: ../secret }]\n")]
    [InlineData("extends: ../../../../../../../../dev/zero\n")]
    [InlineData("extends: /etc/passwd\n")]
    [InlineData("extends: ../../../../../../../../etc/passwd\n")]
    [InlineData("datasets: [physionet: { database: mitdb, url: 'http://example.org/' }]\n")]
    [InlineData("datasets: [!!System.Diagnostics.Process { file_name: touch }]\n")]
    [InlineData("title: !!python/object/apply:os.system ['touch evil']\ndatasets: [synthetic_ecg]\n")]
    public void Files_lead_to_no_place_outside_and_run_nothing(string lines)
    {
        string[] kept = [.. Head.Split('\n').Where(l => !lines.StartsWith(l.Split(':')[0] + ":", StringComparison.Ordinal))];
        ProcessResult result = _folder.Sans("run", _folder.Write("guest.yaml", string.Join('\n', kept) + lines), "--data", "data");
        RequireRefused(result);
    }

    [Theory]
    [InlineData("../outside.yaml")]
    [InlineData("inside/../../outside.yaml")]
    public void Extends_reaches_no_file_outside_of_the_project(string target)
    {
        Directory.CreateDirectory(_folder.File("mine"));
        _folder.Write("outside.yaml", "datasets: [synthetic_ecg]\n");
        string guest = _folder.Write("mine/guest.yaml", Head + $"extends: {target}\n");
        ProcessResult refused = _folder.Sans("run", guest);
        RequireRefused(refused);
        Assert.Contains(
            $"SANS011: 'extends' names '{target}', but it lies outside of the project", refused.Error, StringComparison.Ordinal);

        // The file belongs to the project.
        _folder.Write("Mine.csproj", "<Project/>");
        Assert.Equal(0, _folder.Sans("run", guest, "--dry-run").ExitCode);
    }

    [Fact]
    public void Documents_that_unfold_or_nest_without_bound_are_refused_at_once()
    {
        string bomb = "a0: &a0 [x]\n" + string.Concat(
            Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));
        ProcessResult unfolding = _folder.Sans("run", _folder.Write("bomb.yaml", bomb));
        RequireRefused(unfolding);
        Assert.Contains("values when its aliases are followed", unfolding.Error, StringComparison.Ordinal);

        ProcessResult nested = _folder.Sans("run", _folder.Write("deep.yaml", "name: " + new string('[', 100_000)));
        RequireRefused(nested);
        Assert.Contains("values are nested more than", nested.Error, StringComparison.Ordinal);
        RequireRefused(_folder.Sans("run", _folder.Write("guest.yaml", Head), "-s", "datasets=" + new string('[', 50_000)));
    }

    /// <summary>A dataset of someone else, with files outside its folder.</summary>
    [Theory]
    [InlineData("100 1 360 120\n../../secret.dat 16 200 11 0 0 0 0 MLII\n")]
    [InlineData("100 1 360 120\n/etc/passwd 16 200 11 0 0 0 0 MLII\n")]
    [InlineData("100/1 1 360 120\n../../secret 120\n")]
    public void A_record_reads_only_beside_its_header(string header)
    {
        Directory.CreateDirectory(_folder.File("data/physionet/mitdb"));
        _folder.Write("secret.dat", new string('x', 240));
        _folder.Write("secret.hea", "secret 1 360 120\nsecret.dat 16 200 11 0 0 0 0 MLII\n");
        _folder.Write("data/physionet/mitdb/100.hea", header);
        ProcessResult result = _folder.Sans(
            "run", _folder.Write("guest.yaml", Head + "datasets: [physionet: { database: mitdb }]\n"), "--data", "data");
        RequireRefused(result);
        Assert.Contains("must be in the folder of its header", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Only <c>sans data fetch</c> fetches. A run with missing data connects to nobody.</summary>
    [Fact]
    public void A_run_fetches_nothing()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string proxy = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        string file = _folder.Write("guest.yaml", Head + "datasets: [physionet: { database: mitdb }]\n");
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path, ["run", file, "--data", "data"], ("HTTPS_PROXY", proxy), ("HTTP_PROXY", proxy), ("ALL_PROXY", proxy));
        RequireRefused(process.Wait());
        Assert.False(listener.Pending());

        // The same check notices a command that does fetch.
        using RunningProcess fetch = RunningProcess.Sans(
            _folder.Path,
            ["data", "fetch", "mitdb", "--data", "data"],
            ("HTTPS_PROXY", proxy),
            ("HTTP_PROXY", proxy),
            ("ALL_PROXY", proxy));
        Waiting.Until(() => fetch.HasExited || listener.Pending(), "the fetch asks");
        Assert.True(listener.Pending());
        fetch.Kill();
        fetch.Wait();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Exit code 2 with a message, no stack trace, and no new file.</summary>
    private void RequireRefused(ProcessResult result)
    {
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches("error|error SANS", result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("runs")));
        Assert.Empty(FileTree.Files(_folder.Path, "evil*").Concat(FileTree.Folders(_folder.Path, "evil*")));
        Assert.False(Path.Exists(Path.Combine(Path.GetDirectoryName(_folder.Path)!, "evil")));
    }
}
