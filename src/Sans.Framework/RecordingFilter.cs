using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Filters;

namespace Sans.Framework;

/// <summary>Filters recordings that are in memory.</summary>
internal static class RecordingFilter
{
    /// <summary>The recording behind filters. A piece that is too short for them becomes missing, with a note.</summary>
    /// <param name="recording">The recording, of one channel.</param>
    /// <param name="filters">The filters, or <see langword="null"/> for none.</param>
    /// <exception cref="DatasetException">The rate is unknown or does not fit, or a sample is infinite.</exception>
    public static Recording Apply(Recording recording, SignalFilters? filters)
    {
        if (filters is null or { IsEmpty: true })
        {
            return recording;
        }

        RecordingChannel channel = recording.Channels[0];
        FilterChain chain = new(filters, channel.SampleRateHz, recording.Name);
        List<double> samples = [];
        List<int> starts = [0];
        using FilteredSamples filtered = new(chain, recording.Name, folder: null, skipsShort: true, (some, isBehindGap) =>
        {
            if (isBehindGap)
            {
                starts.Add(samples.Count);
            }

            samples.AddRange(some);
            return true;
        });
        new HeldSamples(channel.Samples as double[] ?? [.. channel.Samples], channel.Starts).Read(filtered.Take);
        filtered.End();
        return recording with
        {
            Channels = [new RecordingChannel(channel.Label, channel.Units, chain.SampleRateHz, samples.ToArray()) { Starts = starts }],
            Notes = [.. recording.Notes, .. filtered.Note is { } note ? (string[])[note] : []],
        };
    }
}
