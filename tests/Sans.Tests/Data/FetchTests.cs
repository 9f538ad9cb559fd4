using System.Security.Cryptography;
using System.Text;
using Sans.Data;
using Sans.Data.Catalog;

namespace Sans.Tests.Data;

/// <summary>Fetching from a server that behaves as real servers do.</summary>
public sealed class FetchTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31 / 7))];

    private readonly LoopbackServer _server = new();
    private readonly string _root = Directory.CreateTempSubdirectory("sans-fetch-").FullName;
    private readonly HttpClient _client = new(new HttpClientHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Progress _progress = new();

    private DataFolder Folder => new(_root, "the test");

    [Fact]
    public async Task A_file_appears_whole_and_its_digest_is_recorded()
    {
        _server.Serve("set/file.dat", new Answer(200, Content));
        await Fetch();
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(_root, "set", "file.dat")));
        Assert.Equal($"{Digest(Content)}  set/file.dat\n", File.ReadAllText(Path.Combine(_root, "fetched.sha256")));
        Assert.Equal((Content.Length, Content.Length), (_progress.Bytes, _progress.Total));
        RequireCleanFolder("fetched.sha256", "set");
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_taken_up_where_it_ended()
    {
        _server.Serve(
            "set/file.dat",
            new Answer(200, Content) { Tag = "\"v1\"", CutAfter = 70_000 },
            new Answer(200, Content) { Tag = "\"v1\"", CutAfter = 50_000 },
            new Answer(200, Content) { Tag = "\"v1\"" });
        await Fetch();
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(_root, "set", "file.dat")));
        Assert.Equal(["/set/file.dat", "/set/file.dat bytes=70000-", "/set/file.dat bytes=120000-"], _server.Requests);
        Assert.Equal(2, _progress.Notes.Count(n => n.Contains("trying again", StringComparison.Ordinal)));
        RequireCleanFolder("fetched.sha256", "set");
    }

    /// <summary>The next process continues the file of a stopped one.</summary>
    [Fact]
    public async Task An_interrupted_fetch_goes_on()
    {
        _server.Serve("set/file.dat", new Answer(200, Content) { Tag = "\"v1\"", CutAfter = 70_000 });
        await Assert.ThrowsAsync<DatasetException>(() => Fetch(retries: 0));
        Assert.False(Directory.Exists(Path.Combine(_root, "set")));
        _server.Serve("set/file.dat", new Answer(200, Content) { Tag = "\"v1\"" });
        await Fetch();
        Assert.Equal("/set/file.dat bytes=70000-", _server.Requests.Last());
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(_root, "set", "file.dat")));
        RequireCleanFolder("fetched.sha256", "set");
    }

    [Theory]
    [InlineData("\"v2\"")]
    [InlineData(null)]
    public async Task A_file_that_has_changed_or_that_nothing_tells_apart_is_begun_anew(string? tag)
    {
        byte[] changed = [.. Content.Reverse()];
        _server.Serve("set/file.dat", new Answer(200, Content)
        {
            Tag = tag is null
            ? null
            : "\"v1\"",
            CutAfter = 70_000
        }, new Answer(200, changed) { Tag = tag });
        await Fetch();
        Assert.Equal(changed, File.ReadAllBytes(Path.Combine(_root, "set", "file.dat")));
    }

    [Fact]
    public async Task A_known_digest_makes_up_for_a_missing_tag()
    {
        _server.Serve("set/file.dat", new Answer(200, Content) { CutAfter = 70_000 }, new Answer(200, Content));
        await Fetch(sha256: Digest(Content));
        Assert.Equal("/set/file.dat bytes=70000-", _server.Requests.Last());
        RequireCleanFolder("set");
    }

    [Fact]
    public async Task A_server_that_lies_about_the_length_is_not_believed()
    {
        _server.Serve("set/file.dat", new Answer(200, Content) { ClaimedLength = Content.Length + 5 });
        Assert.Matches(
            "the connection failed: .*(ended prematurely|200005|200,005)|200,000 of 200,005 bytes arrived",
            (await Failure(retries: 1)).Problems[^1]);

        // The file is too short, and its size is known.
        _server.Serve("set/file.dat", new Answer(200, Content) { ClaimedLength = Content.Length - 5 });
        Assert.EndsWith(
            "the server has 199,995 bytes, but the published file has 200,000",
            (await Failure(bytes: Content.Length)).Problems[^1],
            StringComparison.Ordinal);
        _server.Serve("set/file.dat", new Answer(200, Content));
        Assert.EndsWith(
            "the server has 200,000 bytes, but the published file has 5", (await Failure(bytes: 5)).Problems[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_root, "set")));
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(403, 1)]
    [InlineData(429, 3)]
    [InlineData(500, 3)]
    [InlineData(503, 3)]
    public async Task An_error_of_the_server_is_told_and_tried_again_where_it_may_pass(int status, int requests)
    {
        _server.Serve("set/file.dat", new Answer(status));
        DatasetException error = await Failure(retries: 2);
        Assert.Equal(
            ["set/file.dat cannot be fetched", $"{_server.Address}/set/file.dat: the server answers {status} (Answer)"], error.Problems);
        Assert.Equal(requests, _server.Requests.Count);
        RequireCleanFolder();
    }

    [Fact]
    public async Task An_error_that_passes_is_forgotten()
    {
        _server.Serve("set/file.dat", new Answer(500), new Answer(429), new Answer(200, Content));
        await Fetch(retries: 2);
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(_root, "set", "file.dat")));
    }

    [Fact]
    public async Task A_wrong_byte_is_found()
    {
        byte[] wrong = [.. Content];
        wrong[100_000] ^= 1;
        _server.Serve("set/file.dat", new Answer(200, wrong));
        DatasetException error = await Failure(sha256: Digest(Content));
        Assert.EndsWith(
            $"its SHA-256 is {Digest(wrong)}, but the published file has {Digest(Content)}", error.Problems[^1], StringComparison.Ordinal);
        RequireCleanFolder();
    }

    [Fact]
    public async Task A_file_that_differs_from_its_first_fetch_is_refused()
    {
        _server.Serve("set/file.dat", new Answer(200, Content));
        await Fetch();
        File.Delete(Path.Combine(_root, "set", "file.dat"));
        _server.Serve("set/file.dat", new Answer(200, Content[1..]));
        Assert.Contains(
            "at the first fetch (see fetched.sha256 in the data folder)", (await Failure()).Problems[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_root, "set", "file.dat")));
    }

    [Fact]
    public async Task The_next_source_is_asked_where_one_fails()
    {
        _server.Serve("bad/file.dat", new Answer(404));
        _server.Serve("good/file.dat", new Answer(200, Content));
        CatalogFile file = new("set/file.dat", [_server.Address + "/bad/file.dat", _server.Address + "/good/file.dat"], null, null);
        await Fetcher(0, null).FetchAsync(file, null, CancellationToken.None);
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(_root, "set", "file.dat")));
    }

    [Fact]
    public async Task Silence_ends_a_connection()
    {
        _server.Serve("set/file.dat", new Answer(200) { IsSilent = true });
        Assert.EndsWith("nothing arrived for 0.4 s", (await Failure(retries: 1, silence: 0.4)).Problems[^1], StringComparison.Ordinal);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_record_comes_with_the_files_that_its_header_names()
    {
        WfdbRecordFiles.Write(Path.Combine(_root, "origin"), "rat7", 212, [1, 2, 3], [4, 5, 6]);
        ServeOrigin("bpssrat", "rat7.hea", "rat7.dat");
        _server.Serve("physionet/bpssrat/RECORDS", new Answer(200, Encoding.ASCII.GetBytes("rat7\nrat8\n")));
        await FetchDataset("bpssrat");
        Assert.Equal(["RECORDS", "rat7.dat", "rat7.hea"], Directory.GetFiles(Path.Combine(_root, "physionet", "bpssrat"))
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal));
        Assert.Contains("bpssrat: the record list begins with rat7; it is fetched", _progress.Notes);

        // Existing files are not requested again.
        int requests = _server.Requests.Count;
        await FetchDataset("bpssrat");
        Assert.Equal(requests, _server.Requests.Count);
        Assert.True(DatasetStatus.Of(DataCatalog.All.Single(d => d.Name == "bpssrat"), Folder).IsThere);
    }

    [Fact]
    public async Task Records_that_an_experiment_names_come_as_the_database_sums_them_up()
    {
        foreach (string record in new[] { "100", "101", "200" })
        {
            WfdbRecordFiles.Write(Path.Combine(_root, "origin"), record, 16, [1, 2, 3]);
            ServeOrigin("mine", record + ".hea", record + ".dat");
        }

        byte[] content = File.ReadAllBytes(Path.Combine(_root, "origin", "101.dat"));
        _server.Serve("physionet/mine/RECORDS", new Answer(200, Encoding.ASCII.GetBytes("100\n101\n200\n")));
        _server.Serve("physionet/mine/SHA256SUMS.txt", new Answer(200, Encoding.ASCII.GetBytes($"{Digest(content)} 101.dat\n")));
        await FetchRecords("1*", "200");
        Assert.Equal(
            ["100.dat", "100.hea", "101.dat", "101.hea", "200.dat", "200.hea", "RECORDS", "SHA256SUMS.txt"],
            Directory.GetFiles(Path.Combine(_root, "physionet", "mine")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // Only files without a digest of the database are recorded as first fetched.
        Assert.DoesNotContain("101.dat", File.ReadAllText(Path.Combine(_root, "fetched.sha256")), StringComparison.Ordinal);
        File.Delete(Path.Combine(_root, "physionet", "mine", "101.dat"));
        _server.Serve("physionet/mine/101.dat", new Answer(200, [.. content.Reverse()]));
        Assert.Contains(
            "101.dat", (await Assert.ThrowsAsync<DatasetException>(() => FetchRecords("all"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "none of its 3 records is called 'x*'",
            (await Assert.ThrowsAsync<DatasetException>(() => FetchRecords("x*"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_that_cannot_be_had_are_told()
    {
        WfdbRecordFiles.Write(Path.Combine(_root, "origin"), "100", 16, [1, 2, 3]);
        ServeOrigin("mine", "100.hea", "100.dat");
        await FetchRecords("100");
        Assert.Contains(
            _progress.Notes,
            n => n.StartsWith("mine: its SHA256SUMS.txt cannot be fetched; files are not checked against it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_list_that_begins_otherwise_is_told()
    {
        WfdbRecordFiles.Write(Path.Combine(_root, "origin"), "a01", 16, [1, 2, 3]);
        ServeOrigin("apnea-ecg", "a01.hea", "a01.dat");
        _server.Serve("physionet/apnea-ecg/RECORDS", new Answer(200, Encoding.ASCII.GetBytes("a00\na01\n")));
        await FetchDataset("apnea-ecg");
        Assert.Contains("apnea-ecg: the record list begins with a00, not with the expected a01; a01 is fetched. To use the other, "
            + "write 'record: a00' in YAML", _progress.Notes);
    }

    [Fact]
    public async Task A_list_that_cannot_be_had_is_told_where_the_record_is_known()
    {
        WfdbRecordFiles.Write(Path.Combine(_root, "origin"), "a01", 16, [1, 2, 3]);
        ServeOrigin("apnea-ecg", "a01.hea", "a01.dat");
        await FetchDataset("apnea-ecg");
        Assert.Contains(_progress.Notes, n => n.StartsWith(
            "apnea-ecg: its record list cannot be fetched; record a01 is not checked against it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signal_file_that_does_not_fit_its_header_is_taken_away()
    {
        WfdbRecordFiles.Write(Path.Combine(_root, "origin"), "a01", 16, [1, 2, 3]);
        ServeOrigin("apnea-ecg", "a01.hea", "a01.dat");
        _server.Serve("physionet/apnea-ecg/a01.dat", new Answer(200, [1, 0, 2, 0, 7, 0]));
        DatasetException error = await Assert.ThrowsAsync<DatasetException>(() => FetchDataset("apnea-ecg"));
        Assert.Contains("have the checksum 10, but a01.hea says 6", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_root, "physionet", "apnea-ecg", "a01.dat")));
        Assert.False(DatasetStatus.Of(DataCatalog.All.Single(d => d.Name == "apnea-ecg"), Folder).IsThere);

        // The wrong content is discarded. The right content is accepted when it comes.
        ServeOrigin("apnea-ecg", "a01.dat");
        await FetchDataset("apnea-ecg");
        Assert.True(DatasetStatus.Of(DataCatalog.All.Single(d => d.Name == "apnea-ecg"), Folder).IsThere);
    }

    /// <summary>Some networks answer every request with their own page.</summary>
    [Fact]
    public async Task A_page_instead_of_a_list_or_header_is_not_kept()
    {
        byte[] page = Encoding.ASCII.GetBytes("<!DOCTYPE html>\n<html></html>\n");
        WfdbRecordFiles.Write(Path.Combine(_root, "origin"), "a01", 16, [1, 2, 3]);
        _server.Serve("physionet/apnea-ecg/RECORDS", new Answer(200, page));
        _server.Serve("physionet/apnea-ecg/a01.hea", new Answer(200, page));
        DatasetException error = await Assert.ThrowsAsync<DatasetException>(() => FetchDataset("apnea-ecg"));
        Assert.Contains("the content(1,11): the number of signals is a whole number", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            _progress.Notes, n => n.Contains("the content: '<!DOCTYPE html>' is not the name of a record", StringComparison.Ordinal));
        RequireCleanFolder("origin");

        ServeOrigin("apnea-ecg", "a01.hea", "a01.dat");
        _server.Serve("physionet/apnea-ecg/RECORDS", new Answer(200, Encoding.ASCII.GetBytes("a01\n")));
        await FetchDataset("apnea-ecg");
        Assert.True(DatasetStatus.Of(DataCatalog.All.Single(d => d.Name == "apnea-ecg"), Folder).IsThere);
    }

    [Fact]
    public async Task An_error_that_passes_does_not_cost_what_has_come()
    {
        _server.Serve(
            "set/file.dat",
            new Answer(200, Content) { Tag = "\"v1\"", CutAfter = 70_000 },
            new Answer(503),
            new Answer(200, Content) { Tag = "\"v1\"" });
        await Fetch();
        Assert.Equal(["/set/file.dat", "/set/file.dat bytes=70000-", "/set/file.dat bytes=70000-"], _server.Requests);
    }

    [Fact]
    public async Task Two_fetches_of_one_file_do_not_meet()
    {
        _server.Serve("set/file.dat", new Answer(200) { IsSilent = true });
        Task<DatasetException> first = Failure(retries: 0, silence: 3);
        while (_server.Requests.IsEmpty)
        {
            await Task.Delay(5);
        }

        Assert.Equal("set/file.dat: another process is fetching it", (await Failure(retries: 0)).Message);
        await first;
    }

    [Fact]
    public async Task More_bytes_than_there_are_leave_nothing()
    {
        // The answer has no length in its header. Only its end shows the length.
        _server.Serve("set/file.dat", new Answer(200, Content) { ClaimedLength = -1 });
        Assert.EndsWith("more than 5 bytes arrived", (await Failure(retries: 0, bytes: 5)).Problems[^1], StringComparison.Ordinal);
        RequireCleanFolder();
    }

    [Fact]
    public async Task A_file_of_another_size_than_published_is_fetched_again()
    {
        string file = Path.Combine(_root, "physionet", "mitdb", "100.hea");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "100 0\n");
        Assert.False(DatasetStatus.Of(DataCatalog.All.Single(d => d.Name == "mitdb"), Folder).IsThere);
        await Assert.ThrowsAsync<DatasetException>(() => FetchDataset("mitdb"));
        Assert.Contains("/physionet/mitdb/100.hea", _server.Requests);
    }

    [Fact]
    public void Every_source_is_an_address_and_every_digest_a_digest()
    {
        CatalogFile[] files = [.. DataCatalog.All.SelectMany(d => d.Files)];
        Assert.All(files, file =>
        {
            Assert.NotEmpty(file.Sources);
            Assert.All(file.Sources, s => Assert.True(Uri.TryCreate(s, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"));
            Assert.Matches("^[0-9a-f]{64}$", file.Sha256);
            Assert.True(file.Bytes > 0);
        });
        Assert.Equal(files.Length, files.Select(f => f.Path).Distinct().Count());
        Assert.Equal(15 + 3, DataCatalog.All.Select(d => d.Name).Distinct().Count());
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private FileFetcher Fetcher(int retries, string? mirror, double silence = 30) => new(
        _client, Folder, new FetchOptions
        {
            Mirror = mirror,
            MostRetries = retries,
            FirstDelay = TimeSpan.FromMilliseconds(1),
            LongestSilence = TimeSpan.FromSeconds(silence),
        }, _progress);

    private Task Fetch(int retries = 4, string? sha256 = null, long? bytes = null, Action<string>? check = null, double silence = 30) =>
        Fetcher(retries, null, silence).FetchAsync(
            new CatalogFile("set/file.dat", [_server.Address + "/set/file.dat"], bytes, sha256), check, CancellationToken.None);

    private Task<DatasetException> Failure(int retries = 1, string? sha256 = null, long? bytes = null, double silence = 30) =>
        Assert.ThrowsAsync<DatasetException>(() => Fetch(retries, sha256, bytes, null, silence));

    private Task FetchDataset(string name) => new DatasetFetcher(Fetcher(0, _server.Address), Folder, _progress)
        .FetchAsync(DataCatalog.All.Single(d => d.Name == name), CancellationToken.None);

    private Task FetchRecords(params string[] records) => new DatasetFetcher(Fetcher(0, _server.Address), Folder, _progress)
        .FetchAsync(new CatalogDataset("mine", "", "", [], "mine") { Records = records }, CancellationToken.None);

    private void ServeOrigin(string database, params string[] files)
    {
        foreach (string file in files)
        {
            _server.Serve($"physionet/{database}/{file}", new Answer(200, File.ReadAllBytes(Path.Combine(_root, "origin", file))));
        }
    }

    private void RequireCleanFolder(params string[] entries) =>
        Assert.Equal(entries, Directory.EnumerateFileSystemEntries(_root).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal));

    private sealed class Progress : IFetchProgress
    {
        public List<string> Notes { get; } = [];

        public long Bytes { get; private set; }

        public long? Total { get; private set; }

        public void Advanced(string path, long bytes, long? total) => (Bytes, Total) = (bytes, total);

        public void Noted(string message) => Notes.Add(message);
    }
}
