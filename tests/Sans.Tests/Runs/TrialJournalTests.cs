using System.Text;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Runs;
using JournalContent = Sans.Runs.Journals.JournalContent<Sans.Core.Training.NetworkTrial, Sans.Core.Training.NetworkResult>;
using TrialJournal = Sans.Runs.Journals.TrialJournal<Sans.Core.Training.NetworkTrial, Sans.Core.Training.NetworkResult>;

namespace Sans.Tests.Runs;

public sealed class TrialJournalTests : IDisposable
{
    private static readonly Lazy<(IReadOnlyList<NetworkTrial> Plan, byte[] Bytes, IReadOnlyList<NetworkResult> Results)> Written =
        new(Write);

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-journal-").FullName;

    private string Journal => Path.Combine(_folder, "trials.jsonl");

    [Fact]
    public void What_was_appended_is_read_back_to_the_bit()
    {
        (IReadOnlyList<NetworkTrial> plan, byte[] bytes, IReadOnlyList<NetworkResult> results) = Written.Value;
        File.WriteAllBytes(Journal, bytes);
        using TrialJournal journal = TrialJournal.Open(Journal, new SanJournal(), Plans.ByKey(plan));
        Assert.Equal(results
            .Select(r => r.Trial.Key)
            .Order(StringComparer.Ordinal), journal.Content.Completed.Keys.Order(StringComparer.Ordinal));
        foreach (NetworkResult expected in results)
        {
            NetworkResult read = Assert.IsType<NetworkResult>(journal.Content.Completed[expected.Trial.Key]);
            Assert.Equal(expected.Kernels.Select(k => k.ToArray()), read.Kernels);
            Assert.Equal(expected.ValidationMeanPhi, read.ValidationMeanPhi);
            Assert.Equal(expected with { Kernels = read.Kernels, ValidationMeanPhi = read.ValidationMeanPhi }, read);
        }
    }

    /// <summary>After a kill at any byte, complete lines stay and the incomplete line goes.</summary>
    [Fact]
    public void A_journal_cut_at_any_byte_keeps_its_whole_lines()
    {
        (IReadOnlyList<NetworkTrial> plan, byte[] bytes, _) = Written.Value;
        for (int length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(Journal, bytes[..length]);
            int whole = bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            using (TrialJournal journal = TrialJournal.Open(Journal, new SanJournal(), Plans.ByKey(plan)))
            {
                Assert.Equal(bytes.Take(whole).Count(b => b == '\n') - FailedLines(bytes[..whole]), journal.Content.Completed.Count);
            }

            Assert.Equal(whole, new FileInfo(Journal).Length);
        }

        static int FailedLines(byte[] bytes) => Encoding.UTF8.GetString(bytes).Split("\"state\":\"failed\"").Length - 1;
    }

    [Fact]
    public void A_resumed_journal_grows_behind_its_whole_lines()
    {
        (IReadOnlyList<NetworkTrial> plan, byte[] bytes, IReadOnlyList<NetworkResult> results) = Written.Value;
        int first = Array.IndexOf(bytes, (byte)'\n') + 1;
        File.WriteAllBytes(Journal, bytes[..(first + 10)]);
        using (TrialJournal journal = TrialJournal.Open(Journal, new SanJournal(), Plans.ByKey(plan)))
        {
            Assert.Equal(results[0].Trial.Key, Assert.Single(journal.Content.Completed).Key);
            foreach (NetworkResult result in results.Skip(1))
            {
                journal.Append(result);
            }

            journal.Append(plan[^1], "diverged in epoch 3");
        }

        Assert.Equal(bytes, File.ReadAllBytes(Journal));
    }

    [Theory]
    [InlineData("\"epoch\":2", "\"epoch\":1", "its numbers have the digest")]
    [InlineData("m=3/seed=0", "m=4/seed=0", "the run has no trial 'synthetic_motifs/relu/q=1/m=4/seed=0'")]
    [InlineData("{\"key\"", "\"key\"", "it is not the JSON of a trial")]
    [InlineData("\"key\":\"synthetic_motifs/relu/q=1/m=3/seed=0\"", "\"key\":null", "it is not the JSON of a trial")]
    [InlineData("\"epoch\":2,", "", "a completed trial needs an epoch, measures, kernels and seconds")]
    [InlineData("\"kernels\":[[", "\"kernels\":[null,[", "its kernels, epochs or seconds do not fit its trial")]
    [InlineData("\"validation_mean_phi\":[", "\"validation_mean_phi\":[1,", "its kernels, epochs or seconds do not fit its trial")]
    [InlineData("\"seconds\":", "\"seconds\":1e300", "this line is not a result of the run")]
    [InlineData("\"seconds\":", "\"seconds\":-", "its kernels, epochs or seconds do not fit its trial")]
    [InlineData("m=3/seed=0", "m=5/seed=0", "its dataset, activation, sizes or seed do not match its key")]
    [InlineData("\"parameters\":{}", "\"parameters\":null", "it is not the JSON of a trial")]
    [InlineData("\"parameters\":{}", "\"parameters\":{\"k\":1}", "its dataset, activation, sizes or seed do not match its key")]
    [InlineData("\"state\":\"completed\",", "", "it is not the JSON of a trial")]
    [InlineData("\"state\":\"completed\"", "\"state\":0", "it is not the JSON of a trial")]
    public void A_whole_line_that_was_changed_is_told_with_its_number(string from, string to, string message)
    {
        (IReadOnlyList<NetworkTrial> plan, byte[] bytes, _) = Written.Value;
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        Assert.Contains(from, lines[1], StringComparison.Ordinal);
        lines[1] = lines[1].Replace(from, to, StringComparison.Ordinal);
        File.WriteAllText(Journal, string.Join('\n', lines));
        UserErrorException error = Assert.Throws<UserErrorException>(() => TrialJournal.Open(Journal, new SanJournal(), Plans.ByKey(plan)));
        Assert.StartsWith($"{Journal}(2): ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(string.Join('\n', lines), File.ReadAllText(Journal));
    }

    [Fact]
    public void Journals_of_several_processes_add_up_and_must_agree()
    {
        (IReadOnlyList<NetworkTrial> plan, byte[] bytes, IReadOnlyList<NetworkResult> results) = Written.Value;
        string other = Path.Combine(_folder, "trials.2-of-2.jsonl");
        File.WriteAllBytes(Journal, bytes);
        using (var journal = TrialJournal.Open(other, new SanJournal(), Plans.ByKey(plan)))
        {
            // One trial is in both runs. One failed in the first run.
            journal.Append(results[0]);
            journal.Append(results[0] with
            {
                Trial = plan[^1],
                Kernels = [new float[5]],
                Digest = NetworkDigest.Of(2, results[0].Validation, results[0].Test, [new float[5]]),
            });
        }

        // The last line of another process may still be incomplete.
        File.AppendAllText(other, "{\"key\"");
        JournalContent content = new();
        TrialJournal.Read(Journal, new SanJournal(), Plans.ByKey(plan), content);
        Assert.Equal([plan[^1].Key], content.Failures.Keys);
        TrialJournal.Read(other, new SanJournal(), Plans.ByKey(plan), content);
        Assert.Equal(plan.Count, content.Completed.Count);
        Assert.Empty(content.Failures);
        Assert.EndsWith("{\"key\"", File.ReadAllText(other), StringComparison.Ordinal);

        string third = Path.Combine(_folder, "trials.3-of-3.jsonl");
        using (var journal = TrialJournal.Open(third, new SanJournal(), Plans.ByKey(plan)))
        {
            journal.Append(results[0] with
            {
                Kernels = [new float[2]],
                Digest = NetworkDigest.Of(results[0].Epoch, results[0].Validation, results[0].Test, [new float[2]]),
            });
        }

        Assert.Contains(
            "an earlier line has another result of the trial",
            Assert.Throws<UserErrorException>(() => TrialJournal.Read(third, new SanJournal(), Plans.ByKey(plan), content)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A result of ours holds its kernels and its course only while somebody looks at them.</summary>
    [Fact]
    public void A_result_is_released_once_it_is_in_the_journal()
    {
        (IReadOnlyList<NetworkTrial> plan, _, IReadOnlyList<NetworkResult> results) = Written.Value;
        using TrialJournal journal = TrialJournal.Open(Journal, new SanJournal(), Plans.ByKey(plan));
        (NetworkResult kept, WeakReference kernel, WeakReference course) = Append();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(kernel.IsAlive);
        Assert.False(course.IsAlive);
        Assert.Equal(results[0].Kernels, kept.Kernels);
        Assert.Equal(results[0].Kernels[0], kept.Kernels[0]);
        Assert.Equal(results[0].ValidationMeanPhi, kept.ValidationMeanPhi);
        Assert.Equal(
            (results[0].Kernels.Count, results[0].ValidationMeanPhi.Count), (kept.Kernels.Count, kept.ValidationMeanPhi.Count));
        Assert.Equal(results[0] with { Kernels = kept.Kernels, ValidationMeanPhi = kept.ValidationMeanPhi }, kept);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        (NetworkResult, WeakReference, WeakReference) Append()
        {
            NetworkResult result = results[0] with
            {
                Kernels = [[.. results[0].Kernels[0]]],
                ValidationMeanPhi = [.. results[0].ValidationMeanPhi],
            };
            journal.Append(results[1]);
            return (journal.Append(result), new WeakReference(result.Kernels[0]), new WeakReference(result.ValidationMeanPhi));
        }
    }

    [Fact]
    public void A_journal_that_was_cut_while_it_is_used_is_told()
    {
        (IReadOnlyList<NetworkTrial> plan, byte[] bytes, IReadOnlyList<NetworkResult> results) = Written.Value;
        File.WriteAllBytes(Journal, bytes);
        JournalContent content = new();
        TrialJournal.Read(Journal, new SanJournal(), Plans.ByKey(plan), content);
        File.WriteAllBytes(Journal, bytes[..10]);
        NetworkResult read = content.Completed[results[0].Trial.Key];
        Assert.Equal(
            $"{Journal} has become shorter while it was used", Assert.Throws<EndOfStreamException>(() => read.Kernels[0]).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (IReadOnlyList<NetworkTrial> Plan, byte[] Bytes, IReadOnlyList<NetworkResult> Results) Write()
    {
        var experiment = TestExperiments.Read("""
            name: journal
            datasets: [synthetic_motifs]
            window: { samples: 600, length: 50 }
            model: { kernel_size: [2, 3, 5] }
            activations: [relu]
            training: { epochs: 2 }
            """);
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(experiment);
        string folder = Directory.CreateTempSubdirectory("sans-journal-").FullName;
        string file = Path.Combine(folder, "trials.jsonl");
        List<NetworkResult> results = [];
        using (TrialJournal journal = TrialJournal.Open(file, new SanJournal(), Plans.ByKey(plan)))
        {
            new CpuEngine(ActivationRegistry.Instance, 1).Run(
                [.. plan.Take(2)], ExperimentData.Load(experiment).Data, new Sink(journal, results), CancellationToken.None);
            journal.Append(plan[^1], "diverged in epoch 3");
        }

        byte[] bytes = File.ReadAllBytes(file);
        Directory.Delete(folder, recursive: true);
        return (plan, bytes, results);
    }

    private sealed class Sink(TrialJournal journal, List<NetworkResult> results) : ITrialSink<NetworkTrial, NetworkResult>
    {
        public void Completed(NetworkResult ended)
        {
            var result = ended;
            journal.Append(result);
            results.Add(result);
        }

        public void Failed(NetworkTrial trial, string reason, Exception? defect) => Assert.Fail(reason);
    }
}
