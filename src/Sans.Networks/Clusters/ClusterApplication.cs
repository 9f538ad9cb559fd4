using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Networks.Applications;
using Sans.Networks.Data;
using Sans.Networks.Events;
using Sans.Networks.Figures;
using Sans.Reports.Tables;

namespace Sans.Networks.Clusters;

/// <summary>Groups of events by their kernel and by k-means, compared with the kinds of a reference.</summary>
/// <param name="config">The settings of the clusters.</param>
internal sealed class ClusterApplication(ClustersConfig config) : Application
{
    private const string Places = "places", Found = "found", Index = "adjusted_rand_index";

    // Similarities are compared on so many samples on each side.
    private const int SimilarityHalfWidth = 6;

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns { get; } =
    [
        new(Places, "places", ColumnRole.Measure, "Known events of the reference."),
        new(Found, "found %", ColumnRole.Measure, "Share of the known events with an event of the network within the tolerance.")
        {
            Format = new NumberFormat("F2", Scale: 100),
            Better = Better.Higher,
        },
        new(Index, "ARI", ColumnRole.Measure, "Adjusted Rand index of the clusters against the kinds of the reference: 1 for equal "
            + "groupings, 0 for chance.")
        {
            Format = NumberFormat.Digits(3),
            Better = Better.Higher,
        },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Legend =>
    [
        FormattableString.Invariant($"true_places, neighbourhood, similarities: k-means with {config.Count} clusters, best of ")
            + FormattableString.Invariant($"{config.Restarts} starts, on samples or similarities around each event"),
        "kernel: no clustering, the kernel of an event is its cluster",
        "of each known event, the event of largest |a| / ‖w‖ within the tolerance is grouped",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<MethodScore> Baselines(string dataset, LoadedData data, CancellationToken cancellationToken)
    {
        ReferenceEvents reference = data.References[dataset];
        float[] samples = WholeSignal.Of(data.Data[dataset]);
        double[][] points = [.. reference.Samples.Select(s => Neighbourhood.Of(samples, s, config.HalfWidth))];
        return [ScoreOf("true_places", KMeansOf(points, dataset), reference.Kinds, reference)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MethodScore> Of(NetworkResult network, LoadedData data, IActivationRegistry activations)
    {
        ReferenceEvents reference = data.References[network.Trial.Dataset];
        float[] samples = WholeSignal.Of(data.Data[network.Trial.Dataset]);
        var traced = TracedExample.Of(network, activations, samples, ExampleShape.Signal(samples.Length));
        double[] norms = [.. network.Kernels.Select(k => Math.Sqrt(k.Sum(w => (double)w * w)))];
        (SanEvent Event, int Kind)[] matched = [.. Matched(network, EventsOf(traced), norms, reference)];
        int[] kinds = [.. matched.Select(m => m.Kind)];
        (float[], double)[] maps = [.. traced.Kernels.Zip(norms, (k, norm) => (k.Similarity, norm))];
        string owner = network.Trial.StreamOwner;
        return
        [
            ScoreOf("kernel", [.. matched.Select(m => m.Event.Kernel)], kinds, reference),
            ScoreOf(
                "neighbourhood",
                KMeansOf([.. matched.Select(m => Neighbourhood.Of(samples, m.Event.Position, config.HalfWidth))], owner),
                kinds,
                reference),
            ScoreOf(
                "similarities",
                KMeansOf([.. matched.Select(m => Neighbourhood.Of(maps, m.Event.Position, SimilarityHalfWidth))], owner),
                kinds,
                reference),
        ];
    }

    private static IEnumerable<SanEvent> EventsOf(TracedExample traced) =>
        traced.Kernels.Index().SelectMany(k => k.Item.ActivationMap.Index()
            .Where(a => a.Item != 0)
            .Select(a => new SanEvent(k.Index, a.Index, a.Item)));

    /// <summary>Of each known event the event of largest |a| / ‖w‖ near it, of equal ones the first.</summary>
    private IEnumerable<(SanEvent Event, int Kind)> Matched(
        NetworkResult network, IEnumerable<SanEvent> events, double[] norms, ReferenceEvents reference)
    {
        SanNetwork plain = new(
            network.Kernels, network.Trial.Activation, network.Trial.Readings is { UseTransposedDecoder: true }, WindowLength: 1);
        (long Place, SanEvent Event)[] placed =
        [
            .. events.Select(e => (Place: e.Position + Detection.Location(plain, e.Kernel), Event: e))
                .OrderBy(e => e.Place)
                .ThenBy(e => e.Event.Kernel),
        ];
        long[] places = [.. placed.Select(p => p.Place)];
        for (int i = 0; i < reference.Samples.Count; i++)
        {
            (long from, long to) = (reference.Samples[i] - config.Tolerance, reference.Samples[i] + config.Tolerance);
            int first = Array.BinarySearch(places, from);
            first = first < 0 ? ~first : first;
            while (first > 0 && places[first - 1] == from)
            {
                first--;
            }

            (SanEvent? Event, double Size) best = (null, 0);
            for (int j = first; j < placed.Length && placed[j].Place <= to; j++)
            {
                double size = Math.Abs((double)placed[j].Event.Amplitude) / norms[placed[j].Event.Kernel];
                best = size > best.Size ? (placed[j].Event, size) : best;
            }

            if (best.Event is { } found)
            {
                yield return (found, reference.Kinds[i]);
            }
        }
    }

    private int[] KMeansOf(double[][] points, string owner) => points.Length < config.Count
        ? throw new TrialFailedException(FormattableString.Invariant(
            $"{points.Length} known events have an event of the network; they cannot be grouped into {config.Count} clusters"))
        : KMeans.Of(points, config.Count, config.Restarts, new RandomStream("clusters", owner));

    private static MethodScore ScoreOf(string method, int[] clusters, IReadOnlyList<int> kinds, ReferenceEvents reference) => Score(
        method,
        (Places, reference.Samples.Count),
        (Found, (double)clusters.Length / reference.Samples.Count),
        (Index, AdjustedRandIndex.Of(clusters, kinds)));
}
