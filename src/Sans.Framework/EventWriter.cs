using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Files;

namespace Sans.Framework;

/// <summary>
/// Writes the events of recordings to the files of <see cref="EventFiles"/>. Recordings of any length need constant memory.
/// Their samples are read piece by piece, and events lie in the folder until a recording ends.
/// </summary>
public sealed class EventWriter : IDisposable
{
    private const string Partial = ".partial";
    private const int BytesAtOnce = 1 << 16;

    private readonly string _folder;
    private readonly SanModel _model;
    private readonly StreamWriter _text;
    private readonly CsvWriter _csv;
    private readonly FileStream _jsonFile;
    private readonly Utf8JsonWriter _json;
    private readonly HashSet<(string Recording, string Channel)> _written = [];
    private bool _isClosed;

    /// <summary>Starts the files.</summary>
    /// <param name="folder">The folder, which is created if it does not exist. One writer at a time may use it.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="IOException">The files cannot be written, or another writer has them open.</exception>
    /// <exception cref="UnauthorizedAccessException">The files must not be written.</exception>
    public EventWriter(string folder, SanModel model)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(model);
        (_folder, _model) = (folder, model);
        Directory.CreateDirectory(folder);
        _text = new StreamWriter(Open(EventFiles.Csv), new UTF8Encoding(false));
        try
        {
            _jsonFile = Open(EventFiles.JsonName);
        }
        catch
        {
            _text.Dispose();
            File.Delete(PathOf(EventFiles.Csv) + Partial);
            throw;
        }

        _csv = new CsvWriter(_text, CsvSettings.Ours);
        _json = new Utf8JsonWriter(_jsonFile, new JsonWriterOptions
        {
            Encoder = EventFiles.Json.Encoder,
            Indented = true,
            NewLine = EventFiles.Json.NewLine,
        });
        try
        {
            WriteHeads();
        }
        catch
        {
            // Nobody has the writer, so nobody else can dispose it.
            Dispose();
            throw;
        }
    }

    /// <summary>Encodes a recording, piece by piece, and adds its events.</summary>
    /// <param name="recording">The recording. Its name and channel differ from those of the others.</param>
    /// <param name="cancellationToken">Checked between windows.</param>
    /// <returns>The facts about the recording, without the events.</returns>
    /// <exception cref="DatasetException">
    /// The recording cannot be used, its rate is not that of the model, or another one has its name and channel.
    /// </exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The files are complete, or the writer was disposed.</exception>
    /// <exception cref="OperationCanceledException">The encoding was stopped. The recording can be added again.</exception>
    public EncodedRecording Add(StoredRecording recording, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ArgumentNullException.ThrowIfNull(recording);
        RequireOther(recording.Name, recording.Channel);
        _model.RequireRate(recording.SampleRateHz, recording.Name);
        StoredRecording filtered = recording.Behind(_model.Model.Filters, _folder);
        using Spool<SanEvent> events = new(_folder, _model.Kernels.Count);
        using Spool<(long Start, int Length, double Mean, double Deviation, bool BeginsRun)> scales = new(_folder);
        ChannelSummary summary = ChannelEncoder.Encode(
            recording.Name,
            _model.Model,
            _model.Activations,
            filtered,
            _folder,
            e => events.Add(e, e.Kernel),
            s => scales.Add((s.Start, s.Length, s.Mean, s.Deviation, s.BeginsRun)),
            cancellationToken);
        EncodedRecording encoded = new(
            recording.Name,
            recording.Channel,
            recording.Units,
            filtered.SampleRateHz,
            summary.SampleCount,
            summary.EventCount,
            summary.Score)
        { Notes = filtered.Notes };
        Write(
            encoded,
            Enumerable.Range(0, _model.Kernels.Count).Select(events.Read),
            scales.Read().Select(s => new PieceScale(s.Start, s.Length, s.Mean, s.Deviation) { BeginsRun = s.BeginsRun }));
        return encoded;
    }

    /// <summary>Adds events that are in memory.</summary>
    /// <param name="encoding">The events. Recording and channel differ from those of the others.</param>
    /// <exception cref="ArgumentException">An event has a kernel or scale that the model does not have.</exception>
    /// <exception cref="DatasetException">Another encoding has its recording and channel.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The files are complete, or the writer was disposed.</exception>
    public void Add(SanEncoding encoding)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ArgumentNullException.ThrowIfNull(encoding);
        _model.RequireOwn(encoding);
        RequireOther(encoding.Recording, encoding.Channel);
        EncodedRecording encoded = new(
            encoding.Recording,
            encoding.Channel,
            encoding.Units,
            encoding.SampleRateHz,
            encoding.SampleCount,
            encoding.Count,
            encoding.Score);
        Write(encoded, encoding.GroupBy(e => e.Kernel), encoding.Scales);
    }

    /// <summary>Completes the files, and gives them their names. Existing files are replaced.</summary>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The files are complete, or the writer was disposed.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _jsonFile.WriteByte((byte)'\n');
        Close();
        File.Move(PathOf(EventFiles.Csv) + Partial, PathOf(EventFiles.Csv), overwrite: true);
        File.Move(PathOf(EventFiles.JsonName) + Partial, PathOf(EventFiles.JsonName), overwrite: true);
        _isClosed = true;
    }

    /// <summary>Closes the files. Incomplete files are removed.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            Close();
        }
        catch (IOException)
        {
            // They are removed anyway.
        }

        File.Delete(PathOf(EventFiles.Csv) + Partial);
        File.Delete(PathOf(EventFiles.JsonName) + Partial);
    }

    private void WriteHeads()
    {
        foreach (string column in EventFiles.ColumnsOf(_model.Model.Network))
        {
            _csv.WriteField(column);
        }

        _csv.NextRecord();
        _json.WriteStartObject();
        Write(nameof(EventFiles.EncodedFile.Version), EventFiles.Version);
        Write(nameof(EventFiles.EncodedFile.Model), EventFiles.EncodedBy.Of(_model));
        _json.WriteStartArray(NameOf(nameof(EventFiles.EncodedFile.Recordings)));
    }

    private static string NameOf(string property) => EventFiles.Json.PropertyNamingPolicy!.ConvertName(property);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void RequireOther(string recording, string channel)
    {
        if (_written.Contains((recording, channel)))
        {
            throw new DatasetException(recording.Length > 0
                ? $"another recording is called '{recording}', too; rename one of the files"
                : "another recording has no name, too; encode a Recording with a name in place of an array");
        }
    }

    private FileStream Open(string name) =>
        new(PathOf(name) + Partial, FileMode.Create, FileAccess.Write, FileShare.None);

    private void Close()
    {
        _csv.Dispose();
        _text.Dispose();
        _json.Dispose();
        _jsonFile.Dispose();
    }

    private void Write(EncodedRecording recording, IEnumerable<IEnumerable<SanEvent>> byKernel, IEnumerable<PieceScale> scales)
    {
        _written.Add((recording.Recording, recording.Channel));
        foreach (IEnumerable<SanEvent> events in byKernel)
        {
            // Each kernel begins at the first piece again.
            using IEnumerator<PieceScale> scale = scales.GetEnumerator();
            scale.MoveNext();
            foreach (SanEvent e in events)
            {
                while (scale.Current.Start + scale.Current.Length <= e.Position)
                {
                    scale.MoveNext();
                }

                _csv.WriteField(recording.Recording);
                _csv.WriteField(recording.Channel);
                _csv.WriteField(e.Kernel);
                _csv.WriteField(e.Position);
                _csv.WriteField(recording.SampleRateHz is { } rate ? (e.Position / rate).ToString("R", CultureInfo.InvariantCulture) : "");
                _csv.WriteField(e.Amplitude.ToString("R", CultureInfo.InvariantCulture));
                _csv.WriteField((e.Amplitude * scale.Current.Deviation).ToString("R", CultureInfo.InvariantCulture));
                if (_model.Model.Network.Scales.Count > 0)
                {
                    _csv.WriteField(_model.Model.Network.Scales[e.Scale].ToString("R", CultureInfo.InvariantCulture));
                }

                _csv.NextRecord();
            }
        }

        _json.WriteStartObject();
        Write(nameof(EventFiles.RecordingInFile.Recording), recording.Recording);
        Write(nameof(EventFiles.RecordingInFile.Channel), recording.Channel);
        Write(nameof(EventFiles.RecordingInFile.Units), recording.Units);
        Write(nameof(EventFiles.RecordingInFile.SampleRateHz), recording.SampleRateHz);
        Write(nameof(EventFiles.RecordingInFile.SampleCount), recording.SampleCount);
        Write(nameof(EventFiles.RecordingInFile.Events), recording.EventCount);
        Write(nameof(EventFiles.RecordingInFile.Normalize), _model.Model.Normalization);
        Write(nameof(EventFiles.RecordingInFile.WindowLength), _model.Model.Network.WindowLength);
        Write(nameof(EventFiles.RecordingInFile.Score), recording.Score);
        _json.WriteStartArray(NameOf(nameof(EventFiles.RecordingInFile.Pieces)));
        foreach (PieceScale scale in scales)
        {
            JsonSerializer.Serialize(_json, scale, EventFiles.Json);
            if (_json.BytesPending > BytesAtOnce)
            {
                _json.Flush();
            }
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Write<T>(string property, T value)
    {
        _json.WritePropertyName(NameOf(property));
        JsonSerializer.Serialize(_json, value, EventFiles.Json);
    }
}

/// <summary>The facts about an encoded recording, without its events.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Channel">The channel, or empty where it has no name.</param>
/// <param name="Units">The unit of the signal, or empty where there is none.</param>
/// <param name="SampleRateHz">Samples per second behind the filters, or <see langword="null"/> where it is unknown.</param>
/// <param name="SampleCount">Samples N of the recording behind the filters.</param>
/// <param name="EventCount">Number of its events.</param>
/// <param name="Score">The score of the events on the recording.</param>
public sealed record EncodedRecording(
    string Recording, string Channel, string Units, double? SampleRateHz, long SampleCount, long EventCount, SanScore Score)
{
    /// <summary>The notes of the reader and of the filters, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
