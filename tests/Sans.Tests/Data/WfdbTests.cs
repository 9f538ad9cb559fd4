using FsCheck;
using FsCheck.Fluent;
using Sans.Data;
using Sans.Data.Formats.Wfdb;
using Sans.Data.Recordings;

namespace Sans.Tests.Data;

public sealed class WfdbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sans-wfdb-").FullName;

    [Fact]
    public void Values_are_read_as_they_were_stored()
    {
        var cases =
            from format in Gen.Elements(WfdbRecordFiles.Formats)
            from frames in Gen.Choose(WfdbRecordFiles.Least(format), -(WfdbRecordFiles.Least(format) + 1)).Two().NonEmptyListOf()
            select (Format: format, Signals: new[] { frames.Select(f => f.Item1).ToArray(), frames.Select(f => f.Item2).ToArray() });
        Prop.ForAll(cases.ToArbitrary(), stored =>
        {
            WfdbRecordFiles.Write(_folder, "rec", stored.Format, stored.Signals);
            var record = WfdbRecord.Open(Path.Combine(_folder, "rec.hea"));
            return Enumerable.Range(0, 2).All(s => Enumerable.Range(0, stored.Signals[s].Length).All(start =>
                record.ReadPhysical(s, start, stored.Signals[s].Length - start).SequenceEqual(stored.Signals[s]
                    .Skip(start)
                    .Select(v => (v - 7) / 100.0))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Every_field_of_a_header_is_read()
    {
        WfdbHeader header = Header("\uFEFF# before\r\nrec 3 250/0.0333(94) 1000 23:07:00 19/1/1989 \r\n\r\nrec.dat 16 -200(1024)/mmHg "
            + "12 5 -7 -22131 0 ECG (C4-A1), wide\r\nrec.dat 16+24 4.5/\nx.d0 212x2:3+24\n#<age>: 28  <sex>: M");
        Assert.Equal(("rec", 250.0, 1000L), (header.Record, header.SampleRateHz, header.FrameCount));
        Assert.Equal(
            [
                new WfdbSignal("rec.dat", Format(16), 1, 0, 0, -200, 1024, "mmHg", -7, unchecked((ushort)-22131), "ECG (C4-A1), wide"),
                new WfdbSignal("rec.dat", Format(16), 1, 0, 24, 4.5, 0, "mV", null, null, ""),
                new WfdbSignal("x.d0", Format(212), 2, 3, 24, 200, 0, "mV", null, null, ""),
            ],
            header.Signals);
    }

    [Fact]
    public void What_a_header_leaves_out_has_the_defaults_of_the_format()
    {
        WfdbHeader header = Header("rec 1\nrec.dat 16 0 12 33");
        Assert.Equal((250.0, null), (header.SampleRateHz, header.FrameCount));

        // Gain 0 means that there was no calibration. The baseline is the converter's zero.
        Assert.Equal((200.0, 33, "mV"), (header.Signals[0].Gain, header.Signals[0].Baseline, header.Signals[0].Units));
    }

    [Theory]
    [InlineData("", "hea: there is no record line")]
    [InlineData("# only a comment\n", "hea: there is no record line")]
    [InlineData("rec", "hea(1,4): the number of signals is missing at the end of the line")]
    [InlineData("rec x", "hea(1,5): the number of signals is a whole number from 0 to 1000; found 'x'")]
    [InlineData("rec/0 2 360 100", "hea(1,5): the number of segments is a whole number from 1 to 100000; found '0'")]
    [InlineData("rec/2 2 360 100\nrec_1 50", "hea(1,1): the record line announces 2 segment lines, but 1 follow")]
    [InlineData("rec/1 2 360 100\nrec_1", "hea(2,6): the length of the segment is missing at the end of the line")]
    [InlineData("rec/1 2 360 100\n../rec_1 50", "hea(2,1): the segment must be in the folder of its header; found '../rec_1'")]
    [InlineData("rec 1 fast", "hea(1,7): the sample rate is a finite number; found 'fast'")]
    [InlineData("rec 1 0 5", "hea(1,7): the sample rate must be above 0; found '0'")]
    [InlineData("rec 1 360 -5", "hea(1,11): the number of samples is a whole number from 0 to 100000000000; found '-5'")]
    [InlineData("rec 2 360 100\nrec.dat 16", "hea(1,1): the record line announces 2 signal lines, but 1 follow")]
    [InlineData("rec 1 360 100\nrec.dat", "hea(2,8): the storage format is missing at the end of the line")]
    [InlineData(
        "rec 1 360 100\nrec.dat 99",
        "hea(2,9): the storage format 99 cannot be read; there are 8, 16, 24, 32, 61, 80, 160, 212, 310, 311, 508, 516, 524")]
    [InlineData(
        "rec 1 360 100\n\n  rec.dat 16x0", "hea(3,14): the number of samples per frame is a whole number from 1 to 10000; found '0'")]
    [InlineData("rec 1 360 100\nrec.dat 212 2oo", "hea(2,13): the gain is a finite number; found '2oo'")]
    [InlineData("rec 1 360 100\nrec.dat 212 NaN/mV", "hea(2,13): the gain is a finite number; found 'NaN'")]
    [InlineData("rec 1 360 100\nrec.dat 212 200(5/mV", "hea(2,13): the baseline in '200(5' has no closing bracket")]
    [InlineData(
        "rec 1 360 100\nrec.dat 212 200(z)/mV", "hea(2,17): the baseline is a whole number from -2147483648 to 2147483647; found 'z'")]
    [InlineData("rec 1 360 100\n../rec.dat 212", "hea(2,1): the signal file must be in the folder of its header; found '../rec.dat'")]
    [InlineData("rec 1 360 100\nrec\0.dat 212", "hea(2,1): the signal file must be in the folder of its header; found 'rec\0.dat'")]
    [InlineData("rec 1 360 100\n.. 212", "hea(2,1): the signal file must be in the folder of its header; found '..'")]
    [InlineData(
        "rec 1 360 100\nrec.dat 212 200 11 1024 first",
        "hea(2,25): the initial value is a whole number from -2147483648 to 2147483647; found 'first'")]
    public void A_corrupt_header_is_told_at_its_line_and_column(string text, string message) =>
        Assert.Contains("header." + message, Assert.Throws<DatasetException>(() => Header(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_bytes_are_a_header_or_a_message()
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(
            "rec 2 360 10\nrec.dat 212 200(5)/mV 11 1024 995 -22131 0 MLII\nrec.dat 212\n# x");
        Random random = new(5);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] mutated = [.. bytes];
            for (int change = 0; change <= i % 4; change++)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(Path.Combine(_folder, "any.hea"), mutated);
            try
            {
                var record = WfdbRecord.Open(Path.Combine(_folder, "any.hea"));
                for (int s = 0; s < record.Signals.Count; s++)
                {
                    _ = record.ReadPhysical(s, 0, (int)Math.Min(10, record.SampleCount(s)));
                }
            }
            catch (DatasetException)
            {
                // The exception has a message for users. Another exception would be a defect.
            }
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(310)]
    [InlineData(311)]
    public void Signals_that_share_a_file_are_told_apart(int format)
    {
        int[][] signals =
        [
            .. Enumerable.Range(0, 3).Select(s => Enumerable.Range(0, 1001).Select(t => ((t * 7) + (s * 50)) % 900 - 400).ToArray()),
        ];
        WfdbRecordFiles.Write(_folder, "rec", format, signals);
        for (int s = 0; s < 3; s++)
        {
            Assert.Equal(signals[s].Take(1000).Select(v => (v - 7) / 100.0), Open().ReadPhysical(s, 0, 1000));
        }
    }

    /// <summary>Frames of several samples, whole chunks of a file and single samples are read in different ways.</summary>
    [Fact]
    public void Any_part_of_any_format_has_the_stored_values()
    {
        Random random = new(7);
        foreach (int format in WfdbRecordFiles.Formats)
        {
            foreach (int count in (int[])[1, 2, 17])
            {
                int length = count > 16 ? 1_013 : 20_013;
                int least = Math.Max(WfdbRecordFiles.Least(format), -100_000);
                int[][] signals =
                [
                    .. Enumerable.Range(0, count).Select(_ =>
                        Enumerable.Range(0, length).Select(_ => random.Next(least, -least)).ToArray()),
                ];
                WfdbRecordFiles.Write(_folder, "rec", format, signals);
                for (int part = 0; part < 8; part++)
                {
                    int signal = random.Next(count);
                    int start = part == 0 ? 0 : random.Next(length), wanted = part == 0 ? length : random.Next(1, length - start + 1);
                    double[] read = Open().ReadPhysical(signal, start, wanted, wholeFileBytes: part % 2 == 0 ? 0 : long.MaxValue);
                    Assert.Equal(signals[signal].AsSpan(start, wanted).ToArray().Select(v => (v - 7) / 100.0), read);
                }
            }
        }
    }

    [Fact]
    public void A_record_longer_than_one_read_is_read_whole()
    {
        int[][] signals = [[.. Enumerable.Range(0, 300_001).Select(t => t % 4000 - 2000)]];
        WfdbRecordFiles.Write(_folder, "rec", 212, signals);
        double[] physical = Open().ReadPhysical(0, 0, 300_001);
        Assert.Equal(signals[0].Select(v => (v - 7) / 100.0), physical);
    }

    [Fact]
    public void Missing_samples_are_not_numbers()
    {
        WfdbRecordFiles.Write(_folder, "rec", 16, [1, short.MinValue, 3]);
        Assert.Equal([-0.06, double.NaN, -0.04], Open().ReadPhysical(0, 0, 3));
    }

    [Fact]
    public void Without_a_length_the_file_tells_it()
    {
        foreach (int format in WfdbRecordFiles.Formats)
        {
            for (int length = 1; length <= 7; length++)
            {
                int[] values = [.. Enumerable.Range(1, length)];
                WfdbRecordFiles.Write(_folder, "rec", format, values);
                string file = Path.Combine(_folder, "rec.hea");
                File.WriteAllText(file, File.ReadAllText(file).Replace(
                    FormattableString.Invariant($"rec 1 360 {length}"), "rec 1 360", StringComparison.Ordinal));

                // In format 310, two values already need the bytes of three.
                Assert.Equal(format == 310 && length % 3 == 2 ? length + 1 : length, Open().SampleCount(0));
                Assert.Equal(values.Select(v => (v - 7) / 100.0), Open().ReadPhysical(0, 0, length));
            }
        }
    }

    [Fact]
    public void A_truncated_file_a_wrong_checksum_and_a_wrong_start_are_told()
    {
        WfdbRecordFiles.Write(_folder, "rec", 212, [10, 20, 30], [40, 50, 60]);
        string header = Path.Combine(_folder, "rec.hea"), data = Path.Combine(_folder, "rec.dat");
        byte[] bytes = File.ReadAllBytes(data);

        File.WriteAllBytes(data, bytes[..^1]);
        Assert.Equal($"{data}: 8 bytes, but rec.hea states 3 samples of 2 signals in format 212 (9 bytes). The file is truncated; "
            + "download it again", Error());

        File.WriteAllBytes(data, [.. bytes[..^3], .. WfdbRecordFiles.Bytes(212, [31, 60])]);
        Assert.Equal(
            $"{data}: the samples of 'signal 0' have the checksum 61, but rec.hea says 60. The file is damaged; download it again",
            Error());

        File.WriteAllBytes(data, [.. WfdbRecordFiles.Bytes(212, [11, 40]), .. bytes[3..]]);
        Assert.StartsWith($"{data}: the first sample of 'signal 0' is 11, but rec.hea says 10.", Error(), StringComparison.Ordinal);

        File.WriteAllBytes(data, bytes);
        Assert.Equal(
            $"{header}: the record has 3 samples of 'signal 0', but 4 are asked for",
            Assert.Throws<DatasetException>(() => Open().ReadPhysical(0, 0, 4)).Message);

        File.Delete(data);
        Assert.Equal($"there is no {data}", Assert.Throws<MissingDataException>(() => Read()).Message);

        string Error() => Assert.Throws<DatasetException>(() => Read()).Message;

        double[] Read() => Open().ReadPhysical(0, 0, 3);
    }

    [Fact]
    public void A_file_that_is_short_behind_the_samples_asked_for_is_read_with_a_note()
    {
        WfdbRecordFiles.Write(_folder, "rec", 16, [10, 20, 30], [40, 50, 60]);
        string data = Path.Combine(_folder, "rec.dat");
        File.WriteAllBytes(data, File.ReadAllBytes(data)[..^2]);
        WfdbRecord record = Open();
        Assert.Equal([0.03, 0.13], record.ReadPhysical(0, 0, 2));
        Assert.Equal(["rec.dat holds 2 of the 3 samples that rec.hea states; the requested samples are present"], record.Notes);
        Assert.Contains(
            "The file is truncated", Assert.Throws<DatasetException>(() => record.ReadPhysical(0, 0, 3)).Message, StringComparison.Ordinal);
    }

    /// <summary>A compressed file shows only when it is read that its end is missing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public void A_compressed_file_that_is_short_behind_the_samples_asked_for_is_read_with_a_note(int missingBytes)
    {
        int[] values = [.. Enumerable.Range(0, 25).Select(i => (i * 37 % 101) - 50)];
        byte[] stream = WfdbRecordFiles.Flac(values, blockLength: 10);
        string header = Path.Combine(_folder, "rec.hea"), data = Path.Combine(_folder, "rec.dat");
        File.WriteAllText(header, $"rec 1 360 25\nrec.dat 516 1 16 0 {values[0]} {values.Sum()} 0 ECG\n");
        File.WriteAllBytes(data, stream);
        Assert.Equal(values.Select(v => (double)v), Open().ReadPhysical(0, 0, 25));

        // The last block is lost with any of its bytes.
        File.WriteAllBytes(data, stream[..^missingBytes]);
        int there = missingBytes == 1 ? 20 : 10;
        foreach (string length in new[] { "25", "" })
        {
            File.WriteAllText(header, $"rec 1 360 {length}\nrec.dat 516 1 16 0 {values[0]} {values.Sum()} 0 ECG\n");
            string promiser = length.Length > 0 ? "rec.hea" : "its header";
            WfdbRecord record = Open();
            Assert.Equal(values.Take(there).Select(v => (double)v), record.ReadPhysical(0, 0, there));
            Assert.Equal(
                [$"rec.dat holds {there} of the 25 samples that {promiser} states; the requested samples are present"], record.Notes);
            Assert.Equal(
                $"{data}: 'ECG' ends after {there} samples, but {promiser} states 25. The file is truncated; download it again",
                Assert.Throws<DatasetException>(() => record.ReadPhysical(0, 0, there + 1)).Message);
        }

        // Damage is not reported as a missing end.
        stream[^5] ^= 1;
        File.WriteAllBytes(data, stream);
        Assert.Contains(
            "the checksum of a frame is wrong",
            Assert.Throws<DatasetException>(() => Open().ReadPhysical(0, 0, 5)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_checksum_of_0_beside_an_initial_value_of_0_promises_nothing()
    {
        File.WriteAllBytes(Path.Combine(_folder, "rec.dat"), WfdbRecordFiles.Bytes(16, [5, 7]));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 1 100 2\nrec.dat 16 1 16 0 0 0 0 PCG\n");
        Assert.Equal([5.0, 7], Open().ReadPhysical(0, 0, 2));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 1 100 2\nrec.dat 16 1 16 0 5 0 0 PCG\n");
        Assert.Contains(
            "have the checksum 12", Assert.Throws<DatasetException>(() => Open().ReadPhysical(0, 0, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_before_names_are_left_out()
    {
        File.WriteAllBytes(Path.Combine(_folder, "rec.dat"), WfdbRecordFiles.Bytes(16, [5, 7]));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "some/where/rec 1 100 2\nsome/where/rec.dat 16 1 16 0\n");
        Assert.Equal(("rec", 5.0), (Open().Header.Record, Open().ReadPhysical(0, 0, 2)[0]));
    }

    [Fact]
    public void A_record_is_a_recording_with_each_signal_at_its_own_rate()
    {
        // Each frame has one sample of the first signal, two of the second and four of the third.
        File.WriteAllBytes(Path.Combine(_folder, "rec.dat"), WfdbRecordFiles.Bytes(16, [.. Enumerable.Range(0, 21)]));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 3 100 3\nrec.dat 16 1 12 0 0 0 0 slow\nrec.dat 16x2 1/uV 12 0 0 0 0 "
            + "middle\nrec.dat 16x4 1 12 0 0 0 0 fast\n# 69 M Harry\n");
        RecordingFile recording = Assert.Single(RecordingFormats.Open(Path.Combine(_folder, "rec.hea"), "rec.hea", ReadingOptions.None));
        Assert.Equal(
            [new ChannelHead("slow", "mV", 100), new ChannelHead("middle", "uV", 200), new ChannelHead("fast", "mV", 400)],
            recording.Channels);
        Assert.Equal([0.0, 7, 14], recording.Read(0, 100).Values);
        Assert.Equal([1.0, 2, 8, 9, 15, 16], recording.Read(1, 100).Values);
        Assert.Equal([3.0, 4, 5, 6, 10], recording.Read(2, 5).Values);
        using (FileStream stream = File.Create(Path.Combine(_folder, "rec.atr")))
        {
            AnnotationFile.Write(stream, new WfdbAnnotations([new WfdbAnnotation(50, "N"), new WfdbAnnotation(150, "+", "(AFIB")]));
        }

        Assert.Equal([(0.5, "N"), (1.5, "+ (AFIB")], recording.ReadAnnotations().Select(a => (a.OnsetSeconds, a.Text)));
    }

    [Fact]
    public void Several_samples_in_a_frame_are_averaged_or_expanded()
    {
        // Each frame has one sample of the first signal and three of the second.
        int[] values = [.. Enumerable.Range(0, 40)];
        File.WriteAllBytes(Path.Combine(_folder, "rec.dat"), WfdbRecordFiles.Bytes(16, values));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 2 100 10\nrec.dat 16 1 12 0\nrec.dat 16x3 1 12 0\n");
        WfdbRecord record = Open();
        Assert.Equal(Enumerable.Range(0, 10).Select(f => (4.0 * f) + 2), record.ReadPhysical(1, 0, 10));
        Assert.Equal([10.0, 14, 18], record.ReadPhysical(1, 2, 3));
        Assert.Equal(30, record.SampleCount(1, isExpanded: true));
        Assert.Equal([7.0, 9, 10, 11], record.ReadPhysical(1, 5, 4, isExpanded: true));
        Assert.Equal([4.0, 8, 8, 8, 12], record.ReadPhysical(0, 5, 5, isExpanded: true));
    }

    [Fact]
    public void A_mean_is_cut_to_a_digital_value()
    {
        File.WriteAllBytes(Path.Combine(_folder, "rec.dat"), WfdbRecordFiles.Bytes(16, [1, 1, 2, 3, -1, -1, -2, -3]));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 1 100 2\nrec.dat 16x4 10 12 0\n");
        Assert.Equal([0.1, -0.1], Open().ReadPhysical(0, 0, 2));
    }

    [Fact]
    public void Segments_that_do_not_fit_together_are_told()
    {
        WfdbRecordFiles.Write(_folder, "a", 16, [1, 2]);
        WfdbRecordFiles.Write(_folder, "b", 16, [3, 4]);
        Require("rec/2 1 360 5\na 2\nb 2\n", "the record line states 5 samples, but the segments have 4 in total");
        Require("rec/2 1 180 4\na 2\nb 2\n", "a.hea: 360 samples per second, but the record has 180");
        string second = Path.Combine(_folder, "b.hea");
        File.WriteAllText(second, File.ReadAllText(second).Replace("/mV", "/uV", StringComparison.Ordinal));
        Require("rec/2 1 360 4\na 2\nb 2\n", "b.hea: 'signal 0' in uV takes the place of the record's 'signal 0' in mV");

        void Require(string header, string message)
        {
            File.WriteAllText(Path.Combine(_folder, "rec.hea"), header);
            Assert.Contains(message, Assert.Throws<DatasetException>(() => Open().ReadPhysical(0, 0, 4)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_signal_without_a_file_has_no_samples()
    {
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 1 100 4\n~ 0 1 12 0 0 0 0 II\n");
        DatasetException error = Assert.Throws<DatasetException>(() => Open().SampleCount(0));
        Assert.EndsWith("rec.hea: 'II' has no samples here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mean_leaves_missing_samples_out()
    {
        File.WriteAllBytes(
            Path.Combine(_folder, "rec.dat"), WfdbRecordFiles.Bytes(16, [1, short.MinValue, short.MinValue, short.MinValue]));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 1 100 2\nrec.dat 16x2 1 12 0\n");
        Assert.Equal([1, double.NaN], Open().ReadPhysical(0, 0, 2));
    }

    [Fact]
    public void A_skewed_signal_is_put_right_and_ends_early()
    {
        File.WriteAllBytes(Path.Combine(_folder, "rec.dat"), WfdbRecordFiles.Bytes(16, [0, 10, 1, 11, 2, 12, 3, 13]));
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec 2 100 4\nrec.dat 16 1 12 0\nrec.dat 16:1 1 12 0\n");
        Assert.Equal([0.0, 1, 2, 3], Open().ReadPhysical(0, 0, 4));
        Assert.Equal([11, 12, 13, double.NaN], Open().ReadPhysical(1, 0, 4));
    }

    [Fact]
    public void Segments_follow_each_other_with_gaps()
    {
        WfdbRecordFiles.Write(_folder, "a", 16, [1, 2], [3, 4]);
        WfdbRecordFiles.Write(_folder, "b", 80, [5, 6], [7, 8]);
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec/3 2 360 5\na 2\n~ 1\nb 2\n");
        Assert.Equal([-0.04, -0.03, double.NaN, 0.0, 0.01], Open().ReadPhysical(1, 0, 5));
        Assert.Equal([-0.05, double.NaN, -0.02], Open().ReadPhysical(0, 1, 3));

        // In a variable layout, signals are found by name. This layout has them swapped.
        File.WriteAllText(
            Path.Combine(_folder, "layout.hea"), "layout 2 360 0\n~ 0 100/mV 12 0 0 0 0 signal 1\n~ 0 100/mV 12 0 0 0 0 signal 0\n");
        File.WriteAllText(Path.Combine(_folder, "rec.hea"), "rec/4 2 360 5\nlayout 0\na 2\n~ 1\nb 2\n");
        Assert.Equal([-0.04, -0.03, double.NaN, 0.0, 0.01], Open().ReadPhysical(0, 0, 5));
        Assert.Equal(["signal 1", "signal 0"], Open().Signals.Select(s => s.Description));
    }

    /// <summary>
    /// Only the window is read of a file that is too long to be read whole. Its checksum then remains unknown.
    /// </summary>
    [Fact]
    public void A_window_of_a_long_file_is_read_alone()
    {
        WfdbRecordFiles.Write(_folder, "rec", 212, [.. Enumerable.Range(0, 1_000).Select(t => t % 50)]);
        string data = Path.Combine(_folder, "rec.dat");
        byte[] bytes = File.ReadAllBytes(data);
        bytes[^1] ^= 1;
        File.WriteAllBytes(data, bytes);
        Assert.Equal([(601 % 50 - 7) / 100.0], Open().ReadPhysical(0, 601, 1, wholeFileBytes: 100));
        Assert.Throws<DatasetException>(() => Open().ReadPhysical(0, 601, 1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static StorageFormat Format(int code) => StorageFormat.Find(code)!;

    private WfdbRecord Open() => WfdbRecord.Open(Path.Combine(_folder, "rec.hea"));

    private WfdbHeader Header(string text)
    {
        string file = Path.Combine(_folder, "header.hea");
        File.WriteAllText(file, text);
        return WfdbHeaderReader.Read(file);
    }
}
