using System.Buffers.Binary;
using System.Text;

namespace Sans.Reports.Pdf;

/// <summary>A picture of pixels with a palette, as this project writes it.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="ColoursOnWhite">Red, green and blue of each colour on white ground.</param>
/// <param name="Pixels">The compressed rows.</param>
internal sealed record IndexedPng(int Width, int Height, byte[] ColoursOnWhite, byte[] Pixels)
{
    private const int SignatureLength = 8;

    /// <summary>Reads the file.</summary>
    public static IndexedPng Read(ReadOnlySpan<byte> file)
    {
        (int width, int height, byte[] colours, byte[] opacities, byte[] pixels) = (0, 0, [], [], []);
        for (int at = SignatureLength; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> content = file.Slice(at + 8, length);
            switch (Encoding.ASCII.GetString(file.Slice(at + 4, 4)))
            {
                case "IHDR":
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                    break;
                case "PLTE":
                    colours = content.ToArray();
                    break;
                case "tRNS":
                    opacities = content.ToArray();
                    break;
                case "IDAT":
                    pixels = content.ToArray();
                    break;
            }

            at += length + 12;
        }

        return new(
            width,
            height,
            [.. colours.Select((c, i) => (byte)Math.Round(255 - ((255 - c) * opacities[i / 3] / 255.0)))],
            pixels);
    }
}
