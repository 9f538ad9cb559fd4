using Sans.Configuration.Kinds.Networks;
using Sans.Cpu;
using Sans.Data;
using Sans.Networks.Studies;
using Sans.Reports.Tables;
using Sans.Runner.Output;
using Sans.Runs;
using Sans.Runs.Folders;
using Serilog;
using Serilog.Core;

namespace Sans.Tests.Runs;

/// <summary>Requests to stop before and after the trainings of a run.</summary>
public sealed class StopTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sans-stop-").FullName;

    /// <summary>The reading of the data does not end before the test does.</summary>
    [Fact]
    public void Reading_the_data_is_left_behind_and_no_folder_is_made()
    {
        using ManualResetEventSlim end = new();
        using CancellationTokenSource soon = new();
        Directory.CreateDirectory(Path.Combine(_root, "data", "own"));
        File.WriteAllLines(Path.Combine(_root, "data", "own", "a.csv"), Enumerable.Range(0, 200).Select(i => $"{i % 7}"));
        Slow slow = new(() =>
        {
            soon.Cancel();
            end.Wait();
        });
        try
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Study("files: { folder: own }").Begin(
                Path.Combine(_root, "runs"),
                skipMissing: false,
                Request(new StopRequest(soon.Token, default), () => { }, new DataFolder(Path.Combine(_root, "data"), "") { Progress = slow })));
            Assert.False(Directory.Exists(Path.Combine(_root, "runs")));
        }
        finally
        {
            end.Set();
        }
    }

    [Fact]
    public void Tables_and_report_stop_between_two_files_and_resume_writes_them()
    {
        using CancellationTokenSource now = new();
        IStudy study = Study("synthetic_motifs");
        StopRequest stop = new(now.Token, now.Token);
        Assert.Equal(RunEnd.Interrupted, study.Begin(_root, skipMissing: false, Request(stop, now.Cancel)));
        string run = Assert.Single(Directory.GetDirectories(Path.Combine(_root, "stopped")));
        Assert.Equal((RunState.Interrupted, 1), (RunRecords.Of(run).State, RunRecords.Of(run).CompletedCount));
        Assert.False(File.Exists(Path.Combine(run, "table.txt")) || File.Exists(Path.Combine(run, "report.html")));
        using RunFolder folder = RunFolder.Open(run);
        Assert.Equal(RunEnd.Completed, study.Resume(folder, folder.ReadRecord(), null, Request(default, () => { })));
        Assert.True(File.Exists(Path.Combine(run, "table.txt")) && File.Exists(Path.Combine(run, "report.html")));
    }

    [Fact]
    public void A_first_request_after_the_trainings_is_answered_and_the_report_is_written()
    {
        using CancellationTokenSource soon = new();
        Assert.Equal(
            RunEnd.Completed,
            Study("synthetic_motifs").Begin(_root, skipMissing: false, Request(new StopRequest(soon.Token, default), soon.Cancel)));
        string run = Assert.Single(Directory.GetDirectories(Path.Combine(_root, "stopped")));
        Assert.Contains(
            "tables and report are being written", File.ReadAllText(Path.Combine(run, "log.jsonl")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run, "report.html")));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IStudy Study(string dataset)
    {
        SanExperiment experiment = TestExperiments.Read($$"""
            name: stopped
            datasets: [{{dataset}}]
            window: { samples: 120, length: 10 }
            model: { kernel_size: 3 }
            activations: [relu]
            training: { epochs: 1 }
            """);
        return new SanStudy(experiment, new CpuEngine(ActivationRegistry.Instance, 1), ActivationRegistry.Instance);
    }

    private static RunRequest Request(StopRequest stop, Action trained, DataFolder? data = null) =>
        new(data ?? DataFolder.Find(), 1, new Display(trained), stop);

    /// <summary>Does something when the trainings have ended.</summary>
    private sealed class Display(Action trained) : IRunDisplay
    {
        private readonly RunDisplay _inner = new(new SansConsole(TextWriter.Null, TextWriter.Null), isQuiet: true);

        public Logger OpenLog(string file) => _inner.OpenLog(file);

        public void Run(RunProgress progress, ILogger log, Action work)
        {
            work();
            trained();
        }

        public void Print(Table table) => _inner.Print(table);

        public void Close(string? answer, string? report, ILogger log) => _inner.Close(answer, report, log);

        public string Command(params string[] arguments) => _inner.Command(arguments);
    }

    private sealed class Slow(Action report) : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value) => report();
    }
}
