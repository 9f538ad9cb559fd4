using Sans.Core.Models;

namespace Sans.Cpu.Recordings;

/// <summary>Selects from the similarity maps of a recording piece by piece, with the result of one selection from the whole.</summary>
internal interface IRecordingSelector
{
    /// <summary>The sample before which all events have been added.</summary>
    long CertainBefore { get; }

    /// <summary>Adds the next samples of all maps.</summary>
    /// <param name="maps">The maps, one after another.</param>
    /// <param name="stride">Distance between the starts of two maps.</param>
    /// <param name="samples">The samples of the recording at the same places.</param>
    /// <param name="isLast">Whether the recording ends with them.</param>
    /// <param name="events">Receives the events that are certain now, those of each kernel ascending over all calls.</param>
    void Add(ReadOnlySpan<float> maps, int stride, ReadOnlySpan<float> samples, bool isLast, List<SanEvent> events);
}
