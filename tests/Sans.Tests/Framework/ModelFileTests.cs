using System.Buffers.Binary;
using System.Text;
using Sans.Configuration;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Data;
using Sans.Data.Models;
using Sans.Framework;

namespace Sans.Tests.Framework;

/// <summary>
/// A model file is untrusted input. It is read correctly, or a message names the fault. <c>SANS_LONG=1</c> tries
/// 100,000 damaged files.
/// </summary>
public sealed class ModelFileTests
{
    private static readonly TrainedModel Model = new(
        new SanNetwork(
            [[0.5f, -1f, 0.25f], [1f, 2f]],
            new ActivationConfig("phi_pursuit", new(
                new Parameter("refit", "local"),
                new Parameter("stop", "phi"),
                new Parameter("look_ahead", 8L),
                new Parameter("distance_factor", 0.5),
                new Parameter("border_tolerance", 3L),
                new Parameter("sweeps", 0L),
                new Parameter("absolute_refit", 0L))),
            true,
            1000,
            [0.25, 1e-300]),
        1,
        "standardize")
    {
        Key = "ecg/phi_pursuit/q=2/m=3/seed=0",
        Experiment = "ecg",
        SampleRateHz = 360,
        Channel = "MLII \"ü\"",
        Units = "mV",
        Epoch = 7,
        InverseCompressionRatio = 0.125,
        NormalizedReconstructionLoss = 0.5,
        MeanPhi = 0.515,
        Digest = "0123456789abcdef",
        DataDigest = "fedcba9876543210",
        Statistics = [new KernelStatistics(1.5, 2.5, 0.75), new KernelStatistics(0, 0, 0)],
    };

    [Fact]
    public void Files_that_are_not_there_are_named_with_the_command_that_writes_them()
    {
        Assert.Equal(
            "there is no none.safetensors; a run has its models in the folder 'models'",
            Assert.Throws<DatasetException>(() => ModelFile.Read("none.safetensors", [])).Message);
        Assert.Equal(
            "there is no none; `sans encode` writes a folder with events.csv and events.json",
            Assert.Throws<DatasetException>(() => EventFiles.ModelDigest("none")).Message);
        Assert.Equal(
            "there is no none.csv; `sans detect` writes occurrences.csv",
            Assert.Throws<DatasetException>(() => OccurrenceFiles.ReadSamples("none.csv")).Message);
    }

    [Fact]
    public void A_model_reads_back_as_it_was()
    {
        TrainedModel read = Read(ModelFile.Write(Model));
        Assert.Equal(Model.Network.Kernels, read.Network.Kernels);
        Assert.Equal(Model.Network.Activation, read.Network.Activation);
        Assert.Equal(Model.Network.ActivationState, read.Network.ActivationState);
        Assert.Equal(Model.Statistics, read.Statistics);
        Assert.Equal(Model with { Network = read.Network, Statistics = read.Statistics }, read);
        Assert.Equal(
            new PhiPursuit(PursuitRefit.Local, DistanceFactor: 0.5, BorderTolerance: 3),
            ActivationRegistry.Instance.Visit(read.Network.Activation, new Itself()));
    }

    [Theory]
    [InlineData("sans-model-1", "sans-model-9", "its format is 'sans-model-9', but this program reads 'sans-model-1'")]
    [InlineData(
        "phi_pursuit\\\",\\\"par",
        "phi_pursuet\\\",\\\"par",
        "its activation is 'phi_pursuet', which this program does not know; the most similar name is 'phi_pursuit'")]
    [InlineData(
        "look_ahead\\\":8",
        "look_ahead\\\":0",
        "the parameter 'look_ahead' of 'phi_pursuit' is 0; it must be a whole number from 1 to 1000000")]
    [InlineData(
        "refit\\\":\\\"local\\\"",
        "refit\\\":\\\"focal\\\"",
        "the parameter 'refit' of 'phi_pursuit' is \"focal\"; it must be 'none' or 'local' or 'least_squares'")]
    [InlineData(
        "\\\"decoder\\\":\\\"transposed", "\\\"decoder\\\":\\\"transponed", "'decoder' is 'transponed'; it must be one of correlation, transposed")]
    [InlineData("window_length\\\":1000", "window_length\\\":0000", "its metadata are damaged")]
    [InlineData("large_magnitude\\\":0.75", "large_magnitude\\\":-7.5", "the statistics of kernel 0 must be finite and at least 0")]
    [InlineData("[0,12]", "[4,16]", "overlap")]
    [InlineData("[0,12]", "[0,99]", "the tensor 'kernel.0' of 3 numbers lies at bytes 0 to 99 of 20; 12 bytes are expected")]
    [InlineData("F32", "F16", "F32 is read")]
    [InlineData("\"epoch", "\"apoch", "its metadata are damaged or of a newer version at $.apoch")]
    [InlineData("sample_rate_hz\\\":360", "sample_rate_hz\\\":-60", "'sample_rate_hz' is -60; it must be above 0 and finite")]
    [InlineData("[12,20]", "[16,24]", "the tensor 'kernel.1' of 2 numbers lies at bytes 16 to 24 of 20; 8 bytes are expected")]
    [InlineData("kernel.0", "\\ud800..", "a text of the header is not Unicode")]
    [InlineData("sans-model-1", "\\ud800odel-1", "a text of the header is not Unicode")]
    [InlineData("kernel.1", "kernel.2", "there is no tensor 'kernel.1' among 2")]
    public void What_is_wrong_with_a_file_is_said(string old, string changed, string expected)
    {
        byte[] file = ModelFile.Write(Model);
        int at = file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old));
        Assert.True(at > 0, old);
        Encoding.UTF8.GetBytes(changed).CopyTo(file, at);
        Assert.Contains(expected, Assert.Throws<DatasetException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_too_long_is_refused_before_it_is_read()
    {
        byte[] file = ModelFile.Write(Model);
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        Assert.Contains(
            "byte 0: a header of 18446744073709551615 bytes",
            Assert.Throws<DatasetException>(() => Read(file)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>One byte of the header too few would shift every weight.</summary>
    [Fact]
    public void Bytes_that_belong_to_no_tensor_are_refused()
    {
        byte[] file = ModelFile.Write(Model);
        Refused("bytes 20 to 24 of the data belong to no tensor", [.. file, 1, 2, 3, 4]);
        long length = BinaryPrimitives.ReadInt64LittleEndian(file);
        byte[] padded = [.. file[..8], .. file[8..(8 + (int)length)], (byte)' ', .. file[(8 + (int)length)..]];
        BinaryPrimitives.WriteInt64LittleEndian(padded, length + 1);
        Assert.Equal(Model.Network.Kernels, Read(padded).Network.Kernels);
        BinaryPrimitives.WriteInt64LittleEndian(padded, length);
        Refused("bytes 20 to 21 of the data belong to no tensor", padded);

        static void Refused(string message, byte[] file) =>
            Assert.Contains(message, Assert.Throws<DatasetException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_an_activation_that_has_others_are_refused()
    {
        string path = Path.GetTempFileName();
        try
        {
            TrainedModel wrong = Model with
            {
                Network = Model.Network with
                {
                    Activation = OneActivation<Sans.Core.Activations.JumpRelu>.ConfigOf(new()),
                    ActivationState = [1],
                },
            };
            File.WriteAllBytes(path, ModelFile.Write(wrong));
            Assert.Equal(
                $"{path}: 'activation_state' has 1 numbers, but 'jump_relu' has 2",
                Assert.Throws<DatasetException>(() => SanModel.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_weight_that_is_no_number_is_refused()
    {
        byte[] file = ModelFile.Write(Model);
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(file.Length - 8), float.NaN);
        Assert.Contains(
            "number 0 of the tensor 'kernel.1' is NaN",
            Assert.Throws<DatasetException>(() => Read(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_give_a_message_or_a_model()
    {
        Random random = new(11);
        byte[] whole = ModelFile.Write(Model);
        int refused = 0;
        for (int i = 0; i < (Needs.IsLong ? 100_000 : 2_000); i++)
        {
            byte[] file = [.. whole];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            file = random.Next(5) == 0 ? file[..random.Next(file.Length)] : file;
            try
            {
                Assert.NotEmpty(Read(file).Network.Kernels);
            }
            catch (DatasetException error)
            {
                Assert.StartsWith("any.safetensors: ", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(refused > 100, $"{refused}");
    }

    private static TrainedModel Read(byte[] file) => ModelFile.Read(file, "any.safetensors", ActivationRegistry.Instance.Schemas);

    private sealed class Itself : Sans.Core.Activations.IActivationVisitor<object>
    {
        public object Visit<T>(T activation)
            where T : struct, Sans.Core.Activations.ISparseActivation => activation;
    }
}
