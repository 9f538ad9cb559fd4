using System.Buffers.Binary;
using System.Text.Json;
using Sans.Networks.Weights;

namespace Sans.Tests.Networks.Figures;

public sealed class SafetensorsTests
{
    [Fact]
    public void Weights_read_back_with_names_shapes_and_metadata()
    {
        MadeUpRun run = new("name: weights\ntitle: 'With \"quotes\" and ü'\ndatasets: [synthetic_ecg: { label: ecg }]\nmodel: { "
            + "kernels: 2, kernel_size: [3, 5] }\nactivations: [identity]\nseeds: [0, 1]");
        byte[] file = TableWeights.Write(run.Experiment, run.Rows, "cpu");
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        JsonElement metadata = header.RootElement.GetProperty("__metadata__");
        Assert.Equal("With \"quotes\" and ü", metadata.GetProperty("title").GetString());
        JsonElement tensor = header.RootElement.GetProperty("ecg/identity/q=2/m=5/seed=1");
        Assert.Equal("F32", tensor.GetProperty("dtype").GetString());
        Assert.Equal([2, 5], tensor.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()));
        int[] offsets = [.. tensor.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt32())];
        Assert.Equal(4 * 10, offsets[1] - offsets[0]);
        float[] values =
        [
            .. Enumerable.Range(0, 10).Select(i => BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length + offsets[0] + (4 * i)))),
        ];
        Assert.Equal(run.Outcomes.Results["ecg/identity/q=2/m=5/seed=1"].Kernels.SelectMany(k => k), values);
        Assert.Contains("\"epoch\":", metadata.GetProperty("ecg/identity/q=2/m=5/seed=1").GetString(), StringComparison.Ordinal);

        // The format allows neither gaps nor bytes after the last tensor.
        Assert.Equal(file.Length - 8 - length, header.RootElement.EnumerateObject()
            .Where(t => t.Name != "__metadata__")
            .Max(t => t.Value.GetProperty("data_offsets")[1].GetInt32()));
    }
}
