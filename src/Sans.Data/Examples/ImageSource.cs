using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Training;
using Sans.Data.Formats.Idx;

namespace Sans.Data.Examples;

/// <summary>
/// Images in the files of MNIST. One file holds those for training and validation, another one the test images. Labels are
/// beside them.
/// </summary>
/// <param name="published">The known facts of the dataset.</param>
internal sealed class ImageSource(PublishedExamples published) : IExampleSource
{
    /// <inheritdoc/>
    public RawExamples Read(DatasetConfig dataset, SplitConfig split, DataFolder folder)
    {
        ImageFile train = ReadPart("train", split.Train + split.Validation, "'split.train' and 'split.validation' ask", folder);
        ImageFile test = ReadPart("t10k", split.Test, "'split.test' asks", folder);
        return new RawExamples(
            new ExampleShape(published.Height, published.Width),
            train.Samples(0, split.Train),
            train.Samples(split.Train, split.Validation),
            test.Samples(0, split.Test),
            byte.MinValue,
            byte.MaxValue,
            new ClassLabels(
                published.ClassCount,
                train.Classes(0, split.Train),
                train.Classes(split.Train, split.Validation),
                test.Classes(0, split.Test)));
    }

    private ImageFile ReadPart(string part, int wanted, string asks, DataFolder folder)
    {
        string imageFile = IdxNames.Find(folder, published.Folder, part + "-images-idx3-ubyte"), labelFile = IdxNames.Find(
            folder, published.Folder, part + "-labels-idx1-ubyte");
        IdxFile images = IdxFile.Read(imageFile, dimensions: 3), labels = IdxFile.Read(labelFile, dimensions: 1);
        if (images.Sizes[1] != published.Height || images.Sizes[2] != published.Width)
        {
            throw new DatasetException(FormattableString.Invariant($"{imageFile}: the images have {images.Sizes[1]} × ")
                + FormattableString.Invariant(
                    $"{images.Sizes[2]} pixels; those of {published.Name} have {published.Height} × {published.Width}"));
        }

        if (images.Sizes[0] != labels.Sizes[0])
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{labelFile}: {labels.Sizes[0]:N0} labels for the {images.Sizes[0]:N0} images of {Path.GetFileName(imageFile)}"));
        }

        if (images.Sizes[0] < wanted)
        {
            throw new DatasetException(
                FormattableString.Invariant($"{imageFile}: {images.Sizes[0]:N0} images, but {asks} for {wanted:N0}"));
        }

        int stray = labels.Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(published.ClassCount - 1));
        return stray < 0
            ? new ImageFile(images.Values, labels.Values, published.Height * published.Width)
            : throw new DatasetException(FormattableString.Invariant(
                $"{labelFile}: image {stray} has the label {labels.Values[stray]}; there are classes 0 to {published.ClassCount - 1}"));
    }

    private sealed record ImageFile(byte[] Pixels, byte[] Labels, int PixelCount)
    {
        public float[] Samples(int first, int count)
        {
            float[] samples = new float[checked(count * PixelCount)];
            ReadOnlySpan<byte> pixels = Pixels.AsSpan(first * PixelCount, samples.Length);
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = pixels[i];
            }

            return samples;
        }

        public int[] Classes(int first, int count) => [.. Labels.Skip(first).Take(count).Select(l => (int)l)];
    }
}
