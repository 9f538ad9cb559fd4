using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Sans.Data;
using Sans.Data.Recordings;
using Sans.Networks.Data;

namespace Sans.Tests.Data;

/// <summary>A folder of recordings that a test writes.</summary>
public sealed class RecordingFiles : IDisposable
{
    /// <summary>The folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("sans-recordings-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => Path.Combine([Root, .. name.Split('/')]);

    /// <summary>Writes a text, compressed if the name says so.</summary>
    public string Write(string name, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? Compressed(bytes) : bytes);
    }

    /// <summary>Writes bytes.</summary>
    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>An experiment that does nothing but read a dataset, in windows of four samples.</summary>
    public static string Experiment(
        string dataset,
        string more = "",
        string split = "train: 1, validation: 1, test: 1",
        string window = "samples: 12") => $$"""
        name: own
        datasets:
          - {{dataset}}
        window: { {{window}}, length: 4 }
        split: { {{split}} }
        normalize: none
        model: { kernel_size: 2 }
        activations: [identity]
        {{more}}
        """;

    /// <summary>An array in NumPy's format.</summary>
    public static byte[] Npy(string type, string shape, bool isFortran, IEnumerable<int> values, char quote = '\'')
    {
        string head =
            $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}\n".Replace('\'', quote);
        byte[] size = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)head.Length);
        IEnumerable<byte> data = values.SelectMany(v => type[0] == '>' ? BytesOf(type[1..], v).Reverse() : BytesOf(type[1..], v));
        return [0x93, .. "NUMPY"u8, 1, 0, .. size, .. Encoding.ASCII.GetBytes(head), .. data];
    }

    /// <summary>A zip archive.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Content compressed with gzip.</summary>
    public static byte[] Compressed(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>The first samples of a channel of the only recording of a file.</summary>
    internal double[] Read(string name, ReadingOptions options, int most = 1_000)
    {
        RecordingFile recording = Assert.Single(RecordingFormats.Open(this[name], name, options));
        return recording.Read(ChannelChoice.Of(recording, options), most).Values;
    }

    /// <summary>The data of an experiment on this folder.</summary>
    internal LoadedData Load(string yaml) => ExperimentData.Load(TestExperiments.Read(yaml), new DataFolder(Root, "the test"));

    /// <summary>The message about a file that cannot be read.</summary>
    internal string Refusal(string name, ReadingOptions options) =>
        Assert.ThrowsAny<DatasetException>(() => Read(name, options)).Message;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static byte[] BytesOf(string type, int value) => type switch
    {
        "f2" => BitConverter.GetBytes((Half)value),
        "f4" => BitConverter.GetBytes((float)value),
        "f8" => BitConverter.GetBytes((double)value),
        "i1" or "u1" => [(byte)value],
        "i2" or "u2" => BitConverter.GetBytes((short)value),
        "i4" or "u4" => BitConverter.GetBytes(value),
        _ => BitConverter.GetBytes((long)value),
    };
}
