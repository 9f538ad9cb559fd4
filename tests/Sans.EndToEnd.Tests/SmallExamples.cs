using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sans.EndToEnd.Tests;

/// <summary>Small files in the forms of MNIST and UCI-epilepsy, for tests that do not depend on the content.</summary>
internal static class SmallExamples
{
    /// <summary>Writes images into the data folder of a test and returns the folder.</summary>
    public static string WriteImages(TemporaryFolder folder)
    {
        string mnist = folder.File(Path.Combine("data", "mnist"));
        Directory.CreateDirectory(mnist);
        Write("train", 80);
        Write("t10k", 20);
        return folder.File("data");

        // A bright square on a background of zeros. Its place tells the class.
        void Write(string part, int count)
        {
            byte[] images = new byte[16 + (count * 784)], labels = new byte[8 + count];
            Head(images, 3, count, 28, 28);
            Head(labels, 1, count);
            for (int i = 0; i < count; i++)
            {
                int label = i * 7 % 10;
                labels[8 + i] = (byte)label;
                for (int pixel = 0; pixel < 36; pixel++)
                {
                    int row = (8 * (label / 5)) + 4 + (pixel / 6), column = (4 * (label % 5)) + 1 + (pixel % 6);
                    images[16 + (i * 784) + (28 * row) + column] = (byte)(100 + ((i + (31 * pixel)) % 156));
                }
            }

            File.WriteAllBytes(Path.Combine(mnist, part + "-images-idx3-ubyte"), images);
            File.WriteAllBytes(Path.Combine(mnist, part + "-labels-idx1-ubyte"), labels);
        }
    }

    /// <summary>Writes rows into the data folder of a test and returns the folder.</summary>
    /// <param name="folder">The folder of the test.</param>
    /// <param name="change">Changes a line, counted from 1, on its way.</param>
    public static string WriteRows(TemporaryFolder folder, Func<int, string, string>? change = null)
    {
        string uci = folder.File(Path.Combine("data", "uci-epilepsy"));
        Directory.CreateDirectory(uci);
        StringBuilder text = new();
        for (int line = 1; line <= 61; line++)
        {
            int label = 1 + (line * 3 % 5);
            string row = line == 1
                ? "\"\"," + string.Join(
                    ',', Enumerable.Range(1, 178).Select(t => string.Create(CultureInfo.InvariantCulture, $"\"X{t}\""))) + ",\"y\""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"X{line}.V1\",{string.Join(',', Enumerable.Range(0, 178).Select(t => (((t * t) + (line * 17) + (t * label * 5)) % 401) - 200))},{label}");
            text.Append(change?.Invoke(line, row) ?? row).Append('\n');
        }

        File.WriteAllText(Path.Combine(uci, "data.csv"), text.ToString());
        return folder.File("data");
    }

    private static void Head(byte[] file, byte dimensions, params int[] sizes)
    {
        (file[2], file[3]) = (8, dimensions);
        for (int d = 0; d < sizes.Length; d++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * d)), sizes[d]);
        }
    }
}
