using Sans.Core.Models;

namespace Sans.Networks.Events;

/// <summary>The place of an event in a recording: the sample where its atom is largest.</summary>
/// <param name="Kernel">The kernel, in [0, q).</param>
/// <param name="Sample">The sample of the recording, from 0.</param>
/// <param name="Amplitude">The amplitude of the event.</param>
public readonly record struct Occurrence(int Kernel, long Sample, float Amplitude);

/// <summary>The signs of amplitudes that count.</summary>
public enum Polarity
{
    /// <summary>For each kernel, the sign with the greater Σa² over training and validation windows.</summary>
    Dominant,

    /// <summary>Both signs.</summary>
    Both,

    /// <summary>Positive amplitudes.</summary>
    Positive,

    /// <summary>Negative amplitudes.</summary>
    Negative,
}

/// <summary>Derives occurrences from events (docs/method/extensions.md, 6.8).</summary>
public static class Detection
{
    /// <summary>The occurrences of events, ascending.</summary>
    /// <param name="model">The model that made the events.</param>
    /// <param name="events">The events of one recording.</param>
    /// <param name="sampleCount">Number of samples N of the recording. Occurrences outside are left out.</param>
    /// <param name="polarity">The signs that count.</param>
    /// <param name="least">The least share of the kernel's large magnitude for an event to count, 0 for all.</param>
    /// <param name="kernel">The kernel that counts, or <see langword="null"/> for all.</param>
    /// <exception cref="ArgumentException">The model lacks the statistics for these settings.</exception>
    public static IReadOnlyList<Occurrence> Of(
        TrainedModel model,
        IEnumerable<SanEvent> events,
        long sampleCount,
        Polarity polarity = Polarity.Dominant,
        double least = 0,
        int? kernel = null)
    {
        if (model.Statistics.Count == 0 && (polarity == Polarity.Dominant || least > 0))
        {
            throw new ArgumentException("the model has no kernel statistics, because the data of its run were missing when it was "
                + "written. Choose another polarity and no least share", nameof(model));
        }

        SanNetwork copies = model.Network.OfCopies();
        int copyCount = model.Network.CopyCount;
        int[] locations = [.. copies.Kernels.Select((_, i) => Location(copies, i))];
        float[] largest = [.. model.Network.Kernels.Select(k => k.Max(Math.Abs))];
        return
        [
            .. events.Where(e => (kernel is null || e.Kernel == kernel) && HasSign(e) && IsLarge(e))
                .Select(e => new Occurrence(e.Kernel, e.Position + locations[(e.Kernel * copyCount) + e.Scale], e.Amplitude))
                .Where(o => o.Sample >= 0 && o.Sample < sampleCount)
                .OrderBy(o => o.Sample).ThenBy(o => o.Kernel),
        ];

        bool HasSign(SanEvent e) => polarity switch
        {
            Polarity.Both => true,
            Polarity.Positive => e.Amplitude > 0,
            Polarity.Negative => e.Amplitude < 0,
            _ => e.Amplitude > 0 == model.Statistics[e.Kernel].PositiveEnergy >= model.Statistics[e.Kernel].NegativeEnergy,
        };

        bool IsLarge(SanEvent e) =>
            least <= 0 || Math.Abs((double)e.Amplitude) * largest[e.Kernel] >= least * model.Statistics[e.Kernel].LargeMagnitude;
    }

    /// <summary>
    /// The shortest distance of two neighbouring occurrences of one kernel, in samples. It is <see langword="null"/> where no
    /// kernel has two.
    /// </summary>
    /// <param name="occurrences">The occurrences, ascending.</param>
    public static long? ShortestInterval(IReadOnlyList<Occurrence> occurrences)
    {
        long? shortest = null;
        foreach (var ofKernel in occurrences.GroupBy(o => o.Kernel))
        {
            long? last = null;
            foreach (Occurrence occurrence in ofKernel)
            {
                shortest = last is { } before ? Math.Min(shortest ?? long.MaxValue, occurrence.Sample - before) : shortest;
                last = occurrence.Sample;
            }
        }

        return shortest;
    }

    /// <summary>
    /// The distance from the position of an event to the largest sample of its atom, the first of equal ones.
    /// </summary>
    internal static int Location(SanNetwork network, int kernel)
    {
        float[] weights = network.Kernels[kernel];
        int at = 0;
        for (int u = 1; u < weights.Length; u++)
        {
            at = Math.Abs(weights[u]) > Math.Abs(weights[at]) ? u : at;
        }

        return network.UsesTransposedDecoder ? at - network.Left(kernel) : network.Left(kernel) - at;
    }
}
