using Sans.Configuration;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Recordings;

namespace Sans.Framework;

/// <summary>Reads recordings from files.</summary>
public static class RecordingLoading
{
    extension(Recording recording)
    {
        /// <summary>Reads one channel of a file in any format that experiments can read.</summary>
        /// <param name="path">The file.</param>
        /// <param name="channel">
        /// The name of the channel, or its number from 0. It may be left out where a file has one.
        /// </param>
        /// <param name="sampleRateHz">Samples per second, above 0, where the file does not give it.</param>
        /// <exception cref="ArgumentException">The path is empty, or the rate is not above 0.</exception>
        /// <exception cref="DatasetException">
        /// The file cannot be read, or can be read in two ways. The message names the channel or setting that decides.
        /// </exception>
        public static Recording Load(string path, string? channel = null, double? sampleRateHz = null) =>
            Load(path, ReadingOptions.None, channel, sampleRateHz);

        /// <summary>Reads one channel of a file with the settings of a dataset.</summary>
        /// <param name="path">The file.</param>
        /// <param name="dataset">A dataset of <c>recordings</c>, with keys for reading text and arrays.</param>
        /// <param name="channel">The name of the channel, or its number from 0. The default is that of the dataset.</param>
        /// <param name="sampleRateHz">Samples per second, above 0, where the file does not give it.</param>
        /// <exception cref="ArgumentException">The path is empty, or the rate is not above 0.</exception>
        /// <exception cref="DatasetException">
        /// The file cannot be read, or can be read in two ways. The message names the channel or setting that decides.
        /// </exception>
        public static Recording Load(string path, DatasetConfig dataset, string? channel = null, double? sampleRateHz = null) =>
            Load(path, StoredRecording.OptionsOf(dataset), channel, sampleRateHz);

        private static Recording Load(string path, ReadingOptions given, string? channel, double? sampleRateHz)
        {
            (RecordingFile file, ReadingOptions options) = StoredRecording.Only(path, given, channel, sampleRateHz);
            Recording read = RecordingsSource.Load(file, options);
            return read with { Annotations = file.ReadAnnotations() };
        }

        /// <summary>Number of samples of its first channel, 0 without channels.</summary>
        public int SampleCount => recording.Channels is [var first, ..] ? first.Samples.Count : 0;
    }
}
