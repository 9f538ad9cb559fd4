using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>Single long trainings, whose state is kept after each epoch.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const int Epochs = 400;

    private const string Experiment = """
        name: single
        datasets: [synthetic_ecg: { noise_level: 0.1 }]
        model: { kernels: 2, kernel_size: 60 }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 400, optimizer: { adam: { learning_rate: 0.001 } } }
        """;

    // Makes every epoch count as long.
    private static readonly (string, string) KeepAlways = ("SANS_CHECKPOINT_SECONDS", "0");

    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// The process is killed again and again during its only trial. Protocol as_published is included, whose weights
    /// are those of the last epoch.
    /// </summary>
    [Theory]
    [InlineData("honest")]
    [InlineData("as_published")]
    public void A_training_killed_in_its_middle_resumes_to_the_same_bits(string protocol)
    {
        string expected = Uninterrupted(protocol);
        string file = _folder.Write("single.yaml", Experiment);
        string[] command = ["run", file, "--protocol", protocol];
        List<int> epochs = [];
        for (int kill = 0; kill < 3; kill++)
        {
            int last = epochs.LastOrDefault();
            using RunningProcess process = RunningProcess.Sans(_folder.Path, command, KeepAlways);
            Waiting.Until(() => process.HasExited || EpochKept() > last + (Epochs / 5), "some epochs more");
            process.Kill();
            Assert.NotEqual(0, process.Wait().ExitCode);
            epochs.Add(EpochKept());
            command = ["resume", _folder.SingleRun()];
        }

        Assert.All(epochs, epoch => Assert.InRange(epoch, 1, Epochs - 1));
        Assert.Equal(epochs.Order(), epochs);
        string run = _folder.SingleRun();
        Assert.Equal(0, _folder.Sans("resume", run).ExitCode);
        Assert.Equal(expected, Line(run));
        Assert.False(Directory.Exists(Path.Combine(run, "checkpoints")));
    }

    /// <summary>
    /// A damaged state, or one of another build, is ignored. The training begins anew, to the same bits.
    /// </summary>
    [Fact]
    public void A_damaged_state_is_not_taken_up()
    {
        string expected = Uninterrupted("honest");
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", _folder.Write("single.yaml", Experiment)], KeepAlways);
        Waiting.Until(() => process.HasExited || EpochKept() > Epochs / 5, "some epochs");
        process.Kill();
        process.Wait();
        string state = Kept()!;
        byte[] bytes = File.ReadAllBytes(state);
        bytes[^1] ^= 1;
        File.WriteAllBytes(state, bytes);
        Assert.Equal(0, _folder.Sans("resume", _folder.SingleRun()).ExitCode);
        Assert.Equal(expected, Line(_folder.SingleRun()));
    }

    [SkippableFact]
    public void A_training_that_is_stopped_now_is_kept()
    {
        Needs.Signals();
        string experiment = Experiment.Replace("epochs: 400", "epochs: 6000", StringComparison.Ordinal);
        string expected = Uninterrupted("honest", experiment);
        using RunningProcess process = RunningProcess.Sans(
            _folder.Path, ["run", _folder.Write("single.yaml", experiment)], ("SANS_CHECKPOINT_SECONDS", "0.1"));
        Waiting.Until(() => process.HasExited || EpochKept() > 0, "the first state");
        process.Signal("TERM");
        Assert.Equal(130, process.Wait().ExitCode);
        Assert.InRange(EpochKept(), 1, 6000 - 1);
        Assert.Equal(0, _folder.Sans("resume", _folder.SingleRun()).ExitCode);
        Assert.Equal(expected, Line(_folder.SingleRun()));
    }

    [Fact]
    public void Short_trainings_pay_nothing()
    {
        using RunningProcess process = RunningProcess.Sans(_folder.Path, ["run", "quickstart", "--quiet"]);
        bool isSeen = false;
        while (!process.HasExited)
        {
            isSeen |= FileTree.Folders(_folder.Path, "checkpoints").Any();
        }

        Assert.Equal(0, process.Wait().ExitCode);
        Assert.False(isSeen);
    }

    public void Dispose() => _folder.Dispose();

    private static string Uninterrupted(string protocol, string experiment = Experiment)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, folder.Sans("run", folder.Write("single.yaml", experiment), "--quiet", "--protocol", protocol).ExitCode);
        return Line(folder.SingleRun());
    }

    /// <summary>The only line of the journal without its time: digest, course and weights.</summary>
    private static string Line(string run) =>
        Regex.Replace(Assert.Single(File.ReadAllLines(Path.Combine(run, "trials.jsonl"))), "\"seconds\":[^,}]+", "");

    private string? Kept() => _folder.TrySingleRun() is { } run && Directory.Exists(Path.Combine(run, "checkpoints"))
        ? Directory.GetFiles(Path.Combine(run, "checkpoints"), "*.checkpoint").SingleOrDefault()
        : null;

    /// <summary>
    /// The epoch of the stored state: the number behind its digest and the two lines that name its owner. It is 0 where there
    /// is none.
    /// </summary>
    private int EpochKept()
    {
        if (Kept() is not { } file)
        {
            return 0;
        }

        byte[] bytes = File.ReadAllBytes(file);
        int first = Array.IndexOf(bytes, (byte)'\n', 32);
        int second = Array.IndexOf(bytes, (byte)'\n', first + 1);
        return BitConverter.ToInt32(bytes, second + 1);
    }
}
