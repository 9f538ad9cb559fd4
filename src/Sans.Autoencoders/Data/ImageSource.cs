using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Formats.Idx;

namespace Sans.Autoencoders.Data;

/// <summary>
/// Images in IDX format. A pixel is 1 where it is at least half of white. Images without such a pixel are left out. All seeds
/// have the same images.
/// </summary>
internal sealed class ImageSource : IAutoencoderSource
{
    private const int White = 255;

    /// <inheritdoc/>
    public Func<string, (SparseExamples Train, SparseExamples Test, string? Note)> Open(DatasetConfig dataset, DataFolder folder)
    {
        string path = dataset.Parameters.Get<string>("folder");
        SparseExamples train = Read("train-images-idx3-ubyte", "train"), test = Read("t10k-images-idx3-ubyte", "test");
        return train.FeatureCount == test.FeatureCount
            ? _ => (train, test, null)
            : throw new DatasetException($"{path}: training images and test images differ in size");

        SparseExamples Read(string name, string part)
        {
            string file = IdxNames.Find(folder, path, name);
            var images = IdxFile.Read(file, 3);
            int pixels = images.Sizes[1] * images.Sizes[2];
            int[][] lists = [.. Enumerable.Range(0, images.Sizes[0])
                .Select(i => Enumerable.Range(0, pixels).Where(p => 2 * images.Values[(i * pixels) + p] >= White).ToArray())
                .Where(list => list.Length > 0)
                .Take((int)dataset.Parameters.Get<long>(part))];
            return lists.Length > 0
                ? SparseExamples.Binary(pixels, lists)
                : throw new DatasetException($"{file}: every image is blank: no pixel is at least half of white");
        }
    }
}
