using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Images;
using Sans.Cpu.Operations.Images;

namespace Sans.Tests.Cpu.Images;

/// <summary>Images with 8 bits per pixel are kept as bytes. Unpacked, they have the bits of the original.</summary>
public sealed class PackedImagesTests
{
    /// <summary>
    /// The normalisations of a pixel: none, [0, 1], [-1, 1]. Each is computed in float64 and rounded to float32 once.
    /// </summary>
    public static TheoryData<string> Scales => ["none", "unit", "symmetric"];

    [Theory]
    [MemberData(nameof(Scales))]
    public void All_256_pixels_come_out_as_they_went_in(string scale)
    {
        float[] samples = [.. Enumerable.Range(0, 512).Select(i => Sample(scale, i % 256))];
        PackedImages packed = PackedImages.Of(new SignalWindows(samples, new ExampleShape(16, 16)))!;
        for (int image = 0; image < 2; image++)
        {
            Plane plane = new(new PlaneLayout(16, 16, 1));
            Assert.Equal(new RowRange(0, 16), PlaneReader.Read(packed[image], packed.Scale, plane));
            float[] back = new float[256];
            PlaneReader.Write(plane, back);
            Assert.Equal(samples.Skip(256 * image)
                .Take(256)
                .Select(BitConverter.SingleToInt32Bits), back.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Packed_and_plain_images_are_read_alike()
    {
        Random random = new(1);
        foreach (int height in new[] { 1, 2, 7, 28 })
        {
            foreach (int width in new[] { 1, 3, 15, 16, 17, 28, 32, 33, 47 })
            {
                ExampleShape shape = new(height, width);
                (int First, int End)[] used =
                [
                    .. Enumerable.Range(0, 5).Select(_ => random.Next(height)).Select(first => (first, random.Next(first, height + 1))),
                ];
                float[] samples =
                [
                    .. Enumerable.Range(0, 5 * shape.Length).Select(i => (Row: i / width % height, Used: used[i / shape.Length]))
                        .Select(i => i.Row >= i.Used.First && i.Row < i.Used.End
                            ? Sample("unit", random.Next(4) == 0 ? random.Next(256) : 0)
                            : 0),
                ];
                SignalWindows images = new(samples, shape);
                PackedImages? packed = PackedImages.Of(images);
                Assert.Equal(samples.Length < Lanes.Count, packed is null);

                // The images use the same planes one after the other. Nothing of the earlier one may remain.
                (Plane one, Plane other) = (new Plane(new PlaneLayout(height, width, 3)), new Plane(new PlaneLayout(height, width, 3)));
                for (int i = 0; i < images.Count && packed is not null; i++)
                {
                    Assert.Equal(PlaneReader.Read(images[i], one), PlaneReader.Read(packed[i], packed.Scale, other));
                    Assert.Equal(one.Span, other.Span);
                }
            }
        }
    }

    [Fact]
    public void Other_samples_are_not_packed()
    {
        foreach (float stray in new[] { 0.5f, 1.5f, -0f, -1, 256, float.MaxValue, MathF.BitIncrement(1 / 255f) })
        {
            foreach (int place in new[] { 0, 100, 150 })
            {
                float[] samples = new float[151];
                samples[1] = Sample("unit", 128);
                samples[place] = stray;
                Assert.Null(PackedImages.Of(new SignalWindows(samples, new ExampleShape(1, 151))));
            }
        }
    }

    private static float Sample(string scale, int pixel) => scale switch
    {
        "none" => pixel,
        "unit" => (float)(pixel / 255.0),
        _ => (float)((2 * pixel / 255.0) - 1),
    };
}
