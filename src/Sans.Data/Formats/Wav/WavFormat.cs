using Sans.Configuration.Schema;
using Sans.Data.Formats.Arrays;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Wav;

/// <summary>Opens WAV files. Samples are the numbers of the file, not scaled.</summary>
internal static class WavFormat
{
    /// <summary>The recording of a file.</summary>
    /// <exception cref="DatasetException">The file is invalid, or has another rate than the experiment says.</exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options) => DataFile.Read(file, stream =>
    {
        WavHead head = new WavHeadReader(stream, file, name).Read();
        ArrayHead array = new(
            head.IsFloat ? 'f' : head.SampleBytes == 1 ? 'u' : 'i',
            head.SampleBytes,
            IsBigEndian: false,
            IsColumnMajor: false,
            head.Channels == 1 ? [head.Frames] : [head.Frames, head.Channels],
            head.DataStart);
        NamedArray samples = new("", array) { SampleRateHz = head.SampleRateHz, StatedLayout = TableLayout.Columns };
        return options.Layout is null or TableLayout.Columns
            ? ArrayRecording.Of(file, name, options, [samples], (_, line, most, take) => DataFile.Read(file, content =>
            {
                line.Read(content, array, most, take);
                return 0;
            }), head.Notes)
            : throw new DatasetException($"{file}: '{RecordingSchemas.Layout}' is for tables and arrays; a WAV file has its channels");
    });
}
