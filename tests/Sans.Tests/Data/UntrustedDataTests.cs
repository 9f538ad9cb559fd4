using System.IO.Compression;
using System.Text;
using Sans.Configuration;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Files;
using Sans.Data.Formats.Flac;
using Sans.Data.Formats.Idx;
using Sans.Data.Formats.Wfdb;
using Sans.Data.Recordings;
using Sans.Framework;

namespace Sans.Tests.Data;

/// <summary>
/// No input is trusted. Damaged input gives a message or the right values, in bounded memory. <c>SANS_LONG=1</c> tries
/// 100,000 inputs per reader.
/// </summary>
public sealed class UntrustedDataTests : IDisposable
{
    private const long MostBytes = 256L << 20;

    private static readonly int Inputs = Needs.IsLong ? 100_000 : 400;

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-untrusted-").FullName;

    [Fact]
    public void Headers() => Fuzz(
        "rec.hea",
        Encoding.UTF8.GetBytes("rec 2 360/250(4) 10 23:07:00\nrec.dat 212x1:0+0 200(5)/mV 11 1024 0 90 0 MLII\nrec.dat 212 100\n# 69 M\n"),
        file => ReadAll(WfdbRecord.Open(file)),
        () => WfdbRecordFiles.Write(_folder, "rec", 212, [.. Enumerable.Range(0, 20)]));

    [Fact]
    public void Headers_of_several_segments() => Fuzz(
        "multi.hea",
        Encoding.UTF8.GetBytes("multi/3 1 360 20\nrec 10\n~ 5\nrec 5\n"),
        file => ReadAll(WfdbRecord.Open(file)),
        () => WfdbRecordFiles.Write(_folder, "rec", 16, [.. Enumerable.Range(0, 20)]));

    [Theory]
    [InlineData(16)]
    [InlineData(310)]
    [InlineData(311)]
    public void Signal_files(int format)
    {
        int missing = WfdbRecordFiles.Least(format) - 1;
        WfdbRecordFiles.Write(_folder, "rec", format, [.. Enumerable.Range(0, 50)], [.. Enumerable.Range(7, 50)]);
        byte[] data = File.ReadAllBytes(Path.Combine(_folder, "rec.dat"));
        Fuzz("rec.dat", data, _ =>
        {
            // Input that is read without a message has the checksum of the written samples.
            double[] read = WfdbRecord.Open(Path.Combine(_folder, "rec.hea")).ReadPhysical(0, 0, 50);
            Assert.Equal(
                Enumerable.Range(0, 50).Sum() & 0xFFFF, read.Sum(v => double.IsNaN(v) ? missing : (int)Math.Round((v * 100) + 7)) & 0xFFFF);
        });
    }

    [RealDataFact("wfdb-vectors")]
    public void Flac_streams()
    {
        byte[] stream = File.ReadAllBytes(RealDataFolder.File("wfdb-vectors", "sample-data", "flacformats.d1"));
        int[] expected = Decode(stream);
        Assert.Equal(499, expected.Length);
        Fuzz("any.flac", stream, file => Assert.Equal(expected, Decode(File.ReadAllBytes(file))), mayBeOther: true);

        int[] Decode(byte[] bytes)
        {
            FlacDecoder decoder = new(new MemoryStream(bytes), "any.flac");
            List<int> samples = [];
            while (decoder.ReadBlock() is var length and > 0)
            {
                samples.AddRange(decoder.Channel(0)[..length]);
            }

            return [.. samples];
        }
    }

    [Fact]
    public void Csv_files() => Fuzz(
        "any.csv",
        Encoding.UTF8.GetBytes("time,value\n0,\"1.5\"\n1,2e3\n2,\n3,-4\n"),
        file => ReadChannel(file, new ReadingOptions { Channel = 1L }, most: 100));

    [Fact]
    public void Labelled_rows_plain_and_compressed()
    {
        byte[] text = Encoding.UTF8.GetBytes("\"\",\"X1\",\"X2\",\"y\"\n\"X21.V1.791\",135,-1.5,4\n\"X9\",1,2e3,1\n");
        Fuzz("rows.csv", text, Check);
        Fuzz("rows.csv.gz", Compressed(text), Check);

        static void Check(string file)
        {
            var rows = LabeledRows.Read(file, 2, l => l is >= 1 and <= 5, "1 to 5");
            Assert.Equal(2 * rows.Labels.Length, rows.Samples.Length);
            Assert.All(rows.Samples, s => Assert.True(float.IsFinite(s)));
        }
    }

    [Fact]
    public void Npy_files()
    {
        string head = "{'descr': '<f4', 'fortran_order': False, 'shape': (5, 2), }\n";
        byte[] array = [0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, 0, .. Encoding.ASCII.GetBytes(head), .. new byte[40]];
        Fuzz("any.npy", array, file => ReadChannel(file, new ReadingOptions { Channel = 0L }, most: 52));
    }

    [Fact]
    public void Npz_files() => Fuzz(
        "any.npz",
        RecordingFiles.Zip(
            ("ecg.npy", RecordingFiles.Npy("<i2", "(5,)", false, [1, 2, 3, 4, 5])),
            ("b.npy", RecordingFiles.Npy("<f4", "(2, 2)", true, [1, 2, 3, 4]))),
        file => ReadChannel(file, new ReadingOptions { Channel = "ecg" }, most: 100));

    [Fact]
    public void Rows_of_examples_plain_and_compressed()
    {
        byte[] text = Encoding.UTF8.GetBytes("1.5,2.5,3,4\n5,-6,7,8\n");
        Fuzz("any.txt", text, Check);
        Fuzz("any.txt.gz", Compressed(text), Check);

        static void Check(string file) => ReadChannel(file, new ReadingOptions { Layout = TableLayout.Rows, LabelColumn = 0L }, most: 100);
    }

    [Theory]
    [InlineData("EDF+D")]
    [InlineData("BDF+C")]
    public void Edf_files(string kind)
    {
        bool isBdf = kind[0] == 'B';
        byte[] content = EdfFiles.Of(
            [EdfFiles.Signal("x", 4, [.. Enumerable.Range(0, 12)]), EdfFiles.Annotations(
                $"{kind[..3]} Annotations", 12, "+0||_+0.5~1|a|_", "+1||_", "+3||_")], 3, kind: kind);
        Fuzz(isBdf ? "any.bdf" : "any.edf", content, file =>
        {
            ReadChannel(file, new ReadingOptions { Channel = 0L }, most: 1_000);
            Assert.All(
                RecordingFormats.Open(file, "any", ReadingOptions.None)[0].ReadAnnotations(),
                a => Assert.True(double.IsFinite(a.OnsetSeconds)));
        });
    }

    [Fact]
    public void Wav_files() => Fuzz(
        "any.wav",
        WavFiles.Riff(
            WavFiles.Chunk("LIST", [1, 2, 3]),
            WavFiles.Format(0xFFFE, 2, 8_000, 3, subtype: 1),
            WavFiles.Chunk("data", [.. Enumerable.Range(0, 60).Select(i => (byte)i)])),
        file => ReadChannel(file, new ReadingOptions { Channel = 1L }, most: 100));

    [Fact]
    public void Mat_files()
    {
        MatFiles mat = new();
        byte[] variable = mat.Array("ecg", [1, 20], Enumerable.Range(0, 20).Select(i => (double)i * i), type: 3);
        byte[] fields = mat.Struct("s", 2, ["x"], mat.Array("", [3, 1], [5, 6, 8]), mat.Array("", [3, 1], [7, 8, 0]));
        Fuzz("plain.mat", mat.File(variable, fields, mat.Array("fs", [1, 1], [5])), Check);
        Fuzz("packed.mat", mat.File(mat.Compressed(fields), mat.Compressed(variable)), Check);

        static void Check(string file) => ReadChannel(file, new ReadingOptions { Channel = "ecg" }, most: 100);
    }

    /// <summary>
    /// The library reserves what a file states, up to 2 GB. It fails before it touches that memory, so that no page of it is used.
    /// </summary>
    [Fact]
    public void Hdf5_files()
    {
        short[,] samples = new short[50, 2];
        PureHDF.H5File file = Hdf5Files.Nwb(samples, 0.5, 250);
        ((PureHDF.H5Group)((PureHDF.H5Group)file["acquisition"])["ecg"])["more"] = Hdf5Files.Chunked(samples, 8, 2);
        Fuzz("any.nwb", Hdf5Files.Of(file), path =>
        {
            ReadChannel(path, new ReadingOptions { Channel = 1L }, most: 100);
            ReadChannel(path, new ReadingOptions { Variable = "acquisition/ecg/more", Channel = 1L }, most: 100);
        }, most: int.MaxValue);
    }

    [Fact]
    public void Annotation_files()
    {
        byte[] content =
        [
            5,
            4,
            1,
            0xF8,
            5,
            20,
            2,
            0xF4,
            3,
            0xFC,
            (byte)'a',
            (byte)'b',
            (byte)'c',
            0,
            0,
            0xEC,
            0xFF,
            0xFF,
            0xFD,
            0xFF,
            0,
            4,
            0,
            0,
        ];
        Fuzz("rec.atr", content, file => Assert.All(AnnotationFile.Read(file).Items, a => Assert.InRange(a.Channel, 0, 255)));
    }

    [Fact]
    public void Idx_files_plain_and_compressed()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 4, .. Enumerable.Range(0, 48).Select(i => (byte)i)];
        Fuzz("any-idx", images, Check);
        Fuzz("any-idx.gz", Compressed(images), Check);

        static void Check(string file)
        {
            var idx = IdxFile.Read(file, 3);
            Assert.Equal(idx.Sizes[0] * idx.Sizes[1] * idx.Sizes[2], idx.Values.Length);
        }
    }

    [Fact]
    public void Index_lists_plain_and_compressed()
    {
        byte[] text = Encoding.ASCII.GetBytes("0 5 9\n\n3,4\n12\t1\n");
        Fuzz("lists.txt", text, Check);
        Fuzz("lists.txt.gz", Compressed(text), Check);

        static void Check(string file)
        {
            var bag = IndexLists.Read(file);
            Assert.All(bag.Documents, d => Assert.All(d, w => Assert.InRange(w.Word, 0, bag.VocabularySize - 1)));
        }
    }

    [Fact]
    public void Docword_files_plain_and_compressed()
    {
        byte[] text = Encoding.ASCII.GetBytes("3\n5\n4\n1 1 2\n1 5 1\n2 3 4\n3 2 1\n");
        Fuzz("docword.txt", text, Check);
        Fuzz("docword.txt.gz", Compressed(text), Check);

        static void Check(string file)
        {
            var bag = BagOfWords.ReadDocword(file);
            Assert.All(bag.Documents, d => Assert.All(d, w => Assert.True(w.Word >= 0 && w.Word < bag.VocabularySize && w.Count > 0)));
        }
    }

    [Fact]
    public void Archives()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using StreamWriter writer = new(archive.CreateEntry("newsgroups/matrix.txt").Open());
            writer.Write("1,0,2\n0,0,3\n");
        }

        Fuzz("any.zip", stream.ToArray(), file => Assert.InRange(BagOfWords.ReadTermDocumentZip(file).VocabularySize, 0, 12));
    }

    [Theory]
    [InlineData("events.csv")]
    [InlineData("events.json")]
    public void Event_files(string name)
    {
        SanModel model = new(new TrainedModel(new SanNetwork([[1, 2, 1], [2]], new ActivationConfig("relu", default), true, 10), 1, "none")
        {
            Digest = "0123456789abcdef",
        });
        Recording recording = new(
            "a \"b\", c.csv", [new RecordingChannel("II", "mV", 250, [.. Enumerable.Range(0, 25).Select(i => i == 12 ? double.NaN : i % 5)])]);
        EventFiles.Write(_folder, model, [model.Encode(recording)]);
        Fuzz(name, File.ReadAllBytes(Path.Combine(_folder, name)), _ =>
        {
            foreach (SanEncoding read in EventFiles.Read(_folder, model))
            {
                Assert.All(read, e => Assert.True(e.Kernel is 0 or 1 && e.Position < read.SampleCount && float.IsFinite(e.Amplitude)));
                Assert.Equal(read.SampleCount > 10_000 ? 10_000 : read.SampleCount, model.Decode(read, (int)Math.Min(
                    read.SampleCount, 10_000)).Length);
            }
        });
    }

    [Fact]
    public void Occurrence_files() => Fuzz(
        "occurrences.csv",
        Encoding.UTF8.GetBytes("recording,channel,kernel,sample,time_s,amplitude\na.csv,II,0,5,0.02,1.5\n\"b, c.csv\",II,1,1500,6,-2\n"),
        file => Assert.All(OccurrenceFiles.ReadSamples(file).Values, samples =>
        {
            Assert.All(samples, s => Assert.True(s >= 0));
            Assert.Equal(samples.Order(), samples);
        }));

    /// <summary>A small file can hold an endless line, or huge counts.</summary>
    [Fact]
    public void What_is_endless_is_refused_in_bounded_memory()
    {
        byte[] endless = [.. "1\n5\n3\n"u8, .. Enumerable.Repeat((byte)' ', 8_000_000)];
        Bounded("docword.gz", Compressed(endless), file => BagOfWords.ReadDocword(file), "the line has more than 1,048,576 characters");
        Bounded("any.csv", endless, file => ReadChannel(file, ReadingOptions.None, 10), "the line has more than 1,048,576 characters");
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("matrix.txt").Open();
            entry.Write(endless);
        }

        Bounded("any.zip", stream.ToArray(), file => BagOfWords.ReadTermDocumentZip(file), "the line has more than 1,048,576 characters");

        File.WriteAllText(Path.Combine(_folder, "docword"), "1\n5\n2\n1 1 2147483647\n1 1 2147483647\n");
        Assert.Equal(int.MaxValue, BagOfWords.ReadDocword(Path.Combine(_folder, "docword")).Documents[0][0].Count);

        void Bounded(string name, byte[] content, Action<string> read, string message)
        {
            string file = Path.Combine(_folder, name);
            File.WriteAllBytes(file, content);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(message, Assert.Throws<DatasetException>(() => read(file)).Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    [Fact]
    public void What_grows_without_measure_is_refused()
    {
        string file = Path.Combine(_folder, "bomb.gz");
        using (GZipStream gzip = new(File.Create(file), CompressionLevel.Optimal))
        {
            byte[] zeros = new byte[1 << 24];
            for (int i = 0; i < 17; i++)
            {
                gzip.Write(zeros);
            }
        }

        Assert.Contains(
            "recordings do not compress so well", Assert.Throws<DatasetException>(() => Copy(file)).Message, StringComparison.Ordinal);

        string head = "{'descr': '<f8', 'fortran_order': False, 'shape': (36000000,), }\n";
        string archive = Path.Combine(_folder, "bomb.npz");
        using (ZipArchive zip = new(File.Create(archive), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("ecg.npy", CompressionLevel.Optimal).Open();
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, 0, .. Encoding.ASCII.GetBytes(head)]);
            byte[] zeros = new byte[36_000_000];
            for (int i = 0; i < 8; i++)
            {
                entry.Write(zeros);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "the archive is too short for them",
            Assert.Throws<DatasetException>(() => ReadChannel(archive, ReadingOptions.None, 10)).Message,
            StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);

        static long Copy(string file) => GzipFile.Read(file, (stream, _) =>
        {
            stream.CopyTo(Stream.Null);
            return 0L;
        });
    }

    [Fact]
    public void A_head_that_promises_too_much_is_doubted_before_anything_is_allocated()
    {
        string file = Path.Combine(_folder, "huge");
        File.WriteAllBytes(file, [0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
        Assert.Contains(
            "the file is too short", Assert.Throws<DatasetException>(() => IdxFile.Read(file, 3)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, "9000000\n9000000\n2000000000\n1 1 1\n");
        Assert.Contains(
            "the file is too short", Assert.Throws<DatasetException>(() => BagOfWords.ReadDocword(file)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A reader of recordings gives a channel with at most the requested samples.</summary>
    private static void ReadChannel(string file, ReadingOptions options, int most)
    {
        foreach (RecordingFile recording in RecordingFormats.Open(file, "any", options))
        {
            ChannelSamples content = recording.Read(ChannelChoice.Of(recording, options), most);
            Assert.InRange(content.Values.Length, 0, most);
            Assert.Equal(content.Starts.Order(), content.Starts);
        }
    }

    private static void ReadAll(WfdbRecord record)
    {
        for (int s = 0; s < Math.Min(record.Signals.Count, 20); s++)
        {
            foreach (bool isExpanded in new[] { false, true })
            {
                int count = (int)Math.Min(record.SampleCount(s, isExpanded), 100);
                Assert.Equal(count, record.ReadPhysical(s, 0, count, isExpanded).Length);
            }
        }
    }

    private static byte[] Compressed(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>
    /// Changes, cuts, doubles and inserts bytes. The reader must give a value that passes its check, or a <see
    /// cref="DatasetException"/>.
    /// </summary>
    private void Fuzz(
        string name, byte[] right, Action<string> read, Action? prepare = null, bool mayBeOther = false, long most = MostBytes)
    {
        prepare?.Invoke();
        string file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, right);
        read(file);
        int seed = 0;
        try
        {
            for (; seed < Inputs; seed++)
            {
                byte[] mutated = Mutate(right, new Random(seed));
                File.WriteAllBytes(file, mutated);
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    read(file);
                }
                catch (DatasetException e)
                {
                    Assert.False(string.IsNullOrWhiteSpace(e.Message));
                }
                catch (Xunit.Sdk.EqualException) when (mayBeOther && mutated.Length != right.Length)
                {
                    // A stream without a stated length may be cut between two frames, or may repeat a frame.
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{name}, input {seed}: {Convert.ToHexString(File.ReadAllBytes(file))}"), e);
        }
    }

    private static byte[] Mutate(byte[] right, Random random)
    {
        List<byte> bytes = [.. right];
        for (int change = random.Next(3); change >= 0 && bytes.Count > 0; change--)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(place, random.Next(bytes.Count - place));
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(place, random.Next(Math.Min(20, bytes.Count - place))));
                    break;
                default:
                    bytes.InsertRange(place, Enumerable.Repeat((byte)"90\0\xFF,-"[random.Next(6)], random.Next(1, 12)));
                    break;
            }
        }

        return [.. bytes];
    }
}
