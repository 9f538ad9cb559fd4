using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Cpu.Images;

/// <summary>
/// Images that were published with 8 bits per pixel, stored as bytes again. This takes a quarter of the memory, which matters
/// because examples are read in random order. Every sample is restored to the same bits.
/// </summary>
internal sealed class PackedImages
{
    // These are the pixels as they are, scaled to [0, 1], and to [-1, 1].
    private static readonly PixelScale[] Scales = [new(0, 1), new(0, 255), new(-127.5f, 127.5f)];

    private readonly byte[] _pixels;
    private readonly int _length;

    private PackedImages(byte[] pixels, PixelScale scale, int length) => (_pixels, Scale, _length) = (pixels, scale, length);

    /// <summary>The meaning of a pixel.</summary>
    public PixelScale Scale { get; }

    /// <summary>Packs images. O(samples).</summary>
    /// <param name="images">The images.</param>
    /// <returns>The packed images, or <see langword="null"/> where a sample is not one of 256 values.</returns>
    public static PackedImages? Of(SignalWindows images)
    {
        // Whole vectors are read behind the last row.
        byte[] pixels = GC.AllocateUninitializedArray<byte>(images.Samples.Length + Lanes.Count);
        foreach (PixelScale scale in Scales)
        {
            if (TryPack(images.Samples, scale, pixels))
            {
                return new PackedImages(pixels, scale, images.Length);
            }
        }

        return null;
    }

    /// <summary>The pixels of an image, row by row, followed by 16 spare bytes.</summary>
    /// <param name="index">The index of the image.</param>
    public ReadOnlySpan<byte> this[int index] => _pixels.AsSpan(index * _length, _length + Lanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryPack(ReadOnlySpan<float> samples, PixelScale scale, Span<byte> pixels)
    {
        if (samples.Length < Lanes.Count)
        {
            return false;
        }

        ref float sample = ref MemoryMarshal.GetReference(samples);
        for (int i = 0; i < samples.Length; i += Lanes.Count)
        {
            // The last vector overlaps the one before.
            nuint first = (nuint)Math.Min(i, samples.Length - Lanes.Count);
            if (!scale.TryPack(Vector512.LoadUnsafe(ref sample, first), out Vector128<byte> packed))
            {
                return false;
            }

            packed.StoreUnsafe(ref MemoryMarshal.GetReference(pixels), first);
        }

        return true;
    }
}
