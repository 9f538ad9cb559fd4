using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Catalog;

namespace Sans.Autoencoders.Data;

/// <summary>Loads the datasets of an experiment of <c>kind: sparsity_penalty</c>.</summary>
internal static class AutoencoderData
{
    private static readonly Dictionary<string, IAutoencoderSource> Sources = new(StringComparer.Ordinal)
    {
        [AutoencoderDatasets.Topics] = new TopicSource(),
        [AutoencoderDatasets.Words] = new WordSource(),
        [AutoencoderDatasets.Images] = new ImageSource(),
    };

    /// <summary>The names of the datasets that can be loaded.</summary>
    public static IReadOnlyCollection<string> Names => Sources.Keys;

    /// <summary>The owner of the random streams for a dataset's examples and one seed.</summary>
    public static string OwnerOf(string label, int seed) => FormattableString.Invariant($"{label}/seed={seed}");

    /// <summary>All datasets of the experiment, for each of its seeds.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">The folder of published data.</param>
    /// <param name="skipMissing">Whether to skip datasets whose files do not exist, rather than fail.</param>
    /// <exception cref="DatasetException">
    /// Some datasets cannot be used, or none exists. The message names every problem.
    /// </exception>
    public static AutoencoderInputs Load(AutoencoderExperiment experiment, DataFolder folder, bool skipMissing)
    {
        Dictionary<string, SparseSplit> splits = new(StringComparer.Ordinal);
        Dictionary<string, string> digests =
            new(StringComparer.Ordinal), skipped = new(StringComparer.Ordinal), notes = new(StringComparer.Ordinal);
        List<string> problems = [];
        List<string> published = [];
        bool isAnyMissing = false;
        foreach (DatasetConfig dataset in experiment.ExpandDatasets())
        {
            try
            {
                var open = Sources[dataset.Name].Open(dataset, folder);
                DigestBuilder all = new();
                foreach (int seed in experiment.Seeds.Values)
                {
                    string owner = OwnerOf(dataset.Label, seed);
                    (SparseExamples train, SparseExamples test, string? note) = open(owner);
                    if (AreEqual(test))
                    {
                        throw new DatasetException(FormattableString.Invariant(
                            $"{(test.Count == 1 ? "there is a single test example" : $"the {test.Count:N0} test examples of seed {seed} are all equal")}; fvu needs a variance of the test examples"));
                    }

                    all.Add(Digest(train, test));
                    splits.Add(owner, new SparseSplit(train, test));
                    string[] own = [.. new[]
                    {
                        note,
                        LongWindow(experiment, train.Count),
                        BatchNote.Of(experiment.ExpandVariants().Select(v => v.Experiment.Training), train.Count),
                    }.OfType<string>()];
                    if (own.Length > 0)
                    {
                        notes[dataset.Label] = string.Join("; ", own);
                    }
                }

                digests.Add(dataset.Label, all.Text());
            }
            catch (MissingDataException e) when (skipMissing)
            {
                skipped.Add(dataset.Label, e.Message);
            }
            catch (DatasetException e)
            {
                isAnyMissing |= e is MissingDataException;
                published.AddRange(e is MissingDataException ? DataCatalog.NamesOf(dataset) : []);
                problems.Add($"dataset '{dataset.Label}': {e.Message}");
            }
        }

        if (problems.Count > 0)
        {
            throw new DatasetException(problems, isAnyMissing ? folder.Advice(published.Count > 0) : null)
            {
                Fetch = folder.FetchArguments(published),
            };
        }

        if (digests.Count == 0)
        {
            published.AddRange(experiment.Datasets.SelectMany(DataCatalog.NamesOf));
            throw new DatasetException(
                ["the files of every dataset are missing; nothing is left to run", .. skipped.Select(s => $"dataset '{s.Key}': {s.Value}")],
                folder.Advice(published.Count > 0))
            {
                Fetch = folder.FetchArguments(published),
            };
        }

        return new AutoencoderInputs(splits, digests, skipped, notes);
    }

    /// <summary>The note that training is shorter than the window of 'dead_in_training', or <see langword="null"/>.</summary>
    private static string? LongWindow(AutoencoderExperiment experiment, int examples)
    {
        int epochs = experiment.ExpandVariants().Min(v => v.Experiment.Training.Epochs.Values.Min());
        long samples = (long)epochs * examples;
        return samples >= experiment.Measures.RecentSamples ? null : FormattableString.Invariant(
            $"{samples:N0} training samples (epochs {epochs}) are fewer than 'measures.recent_samples' ")
                + FormattableString.Invariant(
                    $"({experiment.Measures.RecentSamples:N0}); 'dead_in_training' counts the units that never fired");
    }

    private static bool AreEqual(SparseExamples examples) => Enumerable.Range(1, examples.Count - 1).All(i =>
        examples.Features(i).SequenceEqual(examples.Features(0)) && examples.Values(i).SequenceEqual(examples.Values(0)));

    /// <summary>The digest of features and values of all examples, in order.</summary>
    private static byte[] Digest(params SparseExamples[] parts)
    {
        DigestBuilder digest = new();
        foreach (SparseExamples part in parts)
        {
            for (int i = 0; i < part.Count; i++)
            {
                digest.AddIntegers(part.Features(i).Length);
                for (int n = 0; n < part.Features(i).Length; n++)
                {
                    digest.AddIntegers(part.Features(i)[n]);
                    digest.AddSingles(part.Values(i)[n]);
                }
            }
        }

        return digest.Bytes();
    }
}
