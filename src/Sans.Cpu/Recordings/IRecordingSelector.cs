using Sans.Core.Models;

namespace Sans.Cpu.Recordings;

/// <summary>Selects from the similarity maps of a recording that come piece by piece, as one selection from the whole would.</summary>
internal interface IRecordingSelector
{
    /// <summary>Takes the next samples of all maps.</summary>
    /// <param name="maps">The maps, one after another.</param>
    /// <param name="stride">From the start of a map to that of the next.</param>
    /// <param name="samples">The samples of the recording at the same places.</param>
    /// <param name="isLast">Whether the recording ends with them.</param>
    /// <param name="events">The events that are certain now are added, those of each kernel ascending over all calls.</param>
    void Add(ReadOnlySpan<float> maps, int stride, ReadOnlySpan<float> samples, bool isLast, List<SanEvent> events);
}
