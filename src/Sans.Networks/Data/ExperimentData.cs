using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Catalog;
using Sans.Data.Examples;
using Sans.Data.Formats.Wfdb;
using Sans.Data.Synthetic;
using Sans.Networks.Clusters;

namespace Sans.Networks.Data;

/// <summary>Loads the datasets of an experiment: reads them, cuts signals into windows, normalises and splits.</summary>
public static class ExperimentData
{
    private static readonly Dictionary<string, ISignalSource> Sources = new(StringComparer.Ordinal)
    {
        [DatasetSchemas.SyntheticEvents] = new EventSource(),
        [DatasetSchemas.SyntheticMotifs] = new MotifSource(),
        [DatasetSchemas.SyntheticEcg] = new EcgSource(),
        [DatasetSchemas.PhysioNet] = new PhysioNetSource(),
        [DatasetSchemas.Files] = new RecordingsSource(),
        [RecordingSchemas.Recordings] = new RecordingsSource(),
    };

    private static readonly Dictionary<string, IExampleSource> ExampleSources = new(StringComparer.Ordinal)
    {
        [PublishedExamples.Mnist.Name] = new ImageSource(PublishedExamples.Mnist),
        [PublishedExamples.FashionMnist.Name] = new ImageSource(PublishedExamples.FashionMnist),
        [PublishedExamples.UciEpilepsy.Name] = new UciEpilepsySource(),
    };

    /// <summary>The names of the datasets that can be loaded.</summary>
    public static IReadOnlyCollection<string> Names => [.. Sources.Keys, .. ExampleSources.Keys];

    /// <summary>The source of a dataset's signal.</summary>
    /// <param name="name">The name of a dataset of signals.</param>
    internal static ISignalSource SourceOf(string name) => Sources[name];

    /// <summary>All datasets of the experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">The folder of published data. The default is that of <see cref="DataFolder.Find"/>.</param>
    /// <param name="skipMissing">
    /// Whether to skip datasets whose files do not exist, rather than fail. Phases of continual learning are never skipped.
    /// </param>
    /// <exception cref="DatasetException">
    /// Some datasets cannot be used, or none exists. The message names every problem.
    /// </exception>
    public static LoadedData Load(SanExperiment experiment, DataFolder? folder = null, bool skipMissing = false)
    {
        folder ??= DataFolder.Find();
        Dictionary<string, SignalSplit> splits = new(StringComparer.Ordinal);
        Dictionary<string, string> skipped = new(StringComparer.Ordinal);
        Dictionary<string, string> notes = new(StringComparer.Ordinal);
        Dictionary<string, DataReading> readings = new(StringComparer.Ordinal);
        Dictionary<string, SyntheticTruth> truths = new(StringComparer.Ordinal);
        Dictionary<string, SignalSplit> raw = new(StringComparer.Ordinal);
        Dictionary<string, ReferenceEvents> references = new(StringComparer.Ordinal);
        List<string> problems = [];
        List<string> published = [];
        bool isAnyMissing = false, canBeSkipped = experiment.Application is not ContinualConfig;
        foreach (DatasetConfig dataset in experiment.ExpandDatasets())
        {
            try
            {
                Prepared prepared = Prepare(dataset, experiment.For(dataset), experiment.TrainingsOn(dataset.Label), folder);
                splits.Add(dataset.Label, prepared.Split);
                Keep(dataset.Label, prepared.Reading, readings);
                Keep(dataset.Label, prepared.Truth, truths);
                Keep(dataset.Label, prepared.Note, notes);
                Keep(dataset.Label, prepared.Raw, raw);
                Keep(dataset.Label, prepared.Reference, references);
            }
            catch (MissingDataException e) when (skipMissing && canBeSkipped)
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
            throw new DatasetException(problems, isAnyMissing ? folder.Advice(published.Count > 0, canBeSkipped) : null)
            {
                Fetch = folder.FetchArguments(published),
            };
        }

        if (splits.Count == 0)
        {
            published.AddRange(experiment.ExpandDatasets().SelectMany(DataCatalog.NamesOf));
            throw new DatasetException(
                ["the files of every dataset are missing; nothing is left to run", .. skipped.Select(s => $"dataset '{s.Key}': {s.Value}")],
                folder.Advice(published.Count > 0))
            {
                Fetch = folder.FetchArguments(published),
            };
        }

        return new LoadedData(new NetworkData(splits), skipped, notes)
        {
            Readings = readings,
            Truths = truths,
            RawSignals = raw,
            References = references,
        };
    }

    private static void Keep<T>(string label, T? one, Dictionary<string, T> all)
        where T : class
    {
        if (one is not null)
        {
            all.Add(label, one);
        }
    }

    private static Prepared Prepare(
        DatasetConfig dataset, SanExperiment experiment, IEnumerable<TrainingConfig> trainings, DataFolder folder)
    {
        if (Sources.TryGetValue(dataset.Name, out ISignalSource? source))
        {
            CutSettings settings = new(experiment.Window, experiment.Split, experiment.Normalization.Value, experiment.OnInvalid.Value);
            Signal read = source.Read(dataset, settings, folder);

            // Before anything scales the samples in place.
            SignalSplit? raw = experiment.Application is ForecastConfig
                ? SplitOf(SignalCutter.Cut(read, settings with { Normalization = Normalization.None }))
                : null;
            PreparedSignal signal = SignalCutter.Cut(read, settings);
            SignalSplit split = SplitOf(signal);
            ReferenceEvents? reference = experiment.Application is ClustersConfig clusters
                ? ReferenceOf(dataset, clusters, read.Truth, split, folder)
                : null;
            return new Prepared(
                split, Together(signal.Note, BatchNote.Of(trainings, signal.Train.Count), reference?.Counts), signal.Reading, read.Truth)
            {
                Raw = raw,
                Reference = reference,
            };
        }

        RawExamples examples = ExampleSources[dataset.Name].Read(dataset, experiment.Split, folder);
        int vanished = ExampleScaling.Apply(examples, experiment.Normalization.Value);
        SignalWindows train = new(examples.Train, examples.Shape), validation = new(
            examples.Validation, examples.Shape), test = new(examples.Test, examples.Shape);
        RequireSamples(validation, test);
        return new Prepared(
            new SignalSplit(train, validation, test, Digest(train, validation, test, examples.Labels), examples.Labels),
            Together(SingleNumbers.Note(vanished), BatchNote.Of(trainings, train.Count), experiment.Classifier is { } classifier
                ? ClassNotes(dataset, classifier, examples.Labels)
                : null),
            null,
            null);
    }

    /// <summary>The known events of a signal.</summary>
    /// <exception cref="DatasetException">Nothing says where they are, or there is none.</exception>
    private static ReferenceEvents ReferenceOf(
        DatasetConfig dataset, ClustersConfig clusters, SyntheticTruth? truth, SignalSplit split, DataFolder folder)
    {
        long samples = split.Train.Samples.Length + split.Validation.Samples.Length + split.Test.Samples.Length;
        ReferenceEvents reference = truth is not null
            ? ReferenceEvents.Of(truth, samples)
            : ReferenceEvents.Of(AnnotationFile.Read(PhysioNetSource.AnnotationsOf(dataset, clusters.Annotations, folder)).Items, samples);
        return reference.Samples.Count > 0
            ? reference
            : throw new DatasetException(FormattableString.Invariant($"none of the known events lies in the first {samples:N0} samples"));
    }

    /// <summary>The parts of a signal, with their digest.</summary>
    /// <exception cref="DatasetException">φ of a part is undefined.</exception>
    internal static SignalSplit SplitOf(PreparedSignal signal)
    {
        RequireSamples(signal.Validation, signal.Test);
        return new SignalSplit(signal.Train, signal.Validation, signal.Test, Digest(signal.Train, signal.Validation, signal.Test));
    }

    /// <summary>Joins notes to one, or <see langword="null"/> where there is none.</summary>
    private static string? Together(params string?[] notes) =>
        string.Join("; ", notes.OfType<string>()) is { Length: > 0 } all ? all : null;

    /// <summary>Refuses parts on which φ cannot be measured.</summary>
    private static void RequireSamples(SignalWindows validation, SignalWindows test)
    {
        foreach ((string name, SignalWindows part) in new[] { ("validation", validation), ("test", test) })
        {
            if (!part.Samples.ContainsAnyExcept(0f))
            {
                throw new DatasetException(
                    $"every example of 'split.{name}' is zero everywhere; φ is undefined; choose other samples or another 'normalize'");
            }
        }
    }

    /// <summary>
    /// The notes about the classes of a dataset: parts with one class only, classes without training examples, batches.
    /// </summary>
    private static string? ClassNotes(DatasetConfig dataset, ClassifierConfig classifier, ClassLabels labels)
    {
        IEnumerable<string> single =
            from part in (IEnumerable<(string Name, IReadOnlyList<int> Classes)>)[
                ("train", labels.Train), ("validation", labels.Validation), ("test", labels.Test),
            ]
            where part.Classes.Distinct().Count() == 1
            select $"'split.{part.Name}' has examples of one class only, '{dataset.ClassName(part.Classes[0])}'";
        string[] untaught = [.. Enumerable.Range(0, labels.ClassCount).Except(labels.Train).Select(c => $"'{dataset.ClassName(c)}'")];
        return Together(
        [
            .. single,
            untaught.Length == 0 || untaught.Length == labels.ClassCount - 1
                ? null
                : $"'split.train' has no example of {string.Join(", ", untaught)}",
            BatchNote.Of("classifier.batch_size", classifier.BatchSize, labels.Train.Count),
        ]);
    }

    private static string Digest(SignalWindows train, SignalWindows validation, SignalWindows test, ClassLabels? labels = null)
    {
        DigestBuilder digest = new();
        foreach (SignalWindows part in (ReadOnlySpan<SignalWindows>)[train, validation, test])
        {
            digest.AddSingles(part.Samples);
        }

        if (labels is not null)
        {
            digest.AddIntegers([labels.ClassCount, .. labels.Train, .. labels.Validation, .. labels.Test]);
        }

        return digest.Text();
    }

    /// <summary>A dataset that was read.</summary>
    private sealed record Prepared(SignalSplit Split, string? Note, DataReading? Reading, SyntheticTruth? Truth)
    {
        public SignalSplit? Raw { get; init; }

        public ReferenceEvents? Reference { get; init; }
    }
}
