using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Data.Examples;

/// <summary>The source of a dataset that is published as examples: images, or rows of samples.</summary>
internal interface IExampleSource
{
    /// <summary>The examples of a split, in the order of the files.</summary>
    /// <param name="dataset">Its parameters, checked.</param>
    /// <param name="split">The numbers of examples for training, validation and test.</param>
    /// <param name="folder">The folder of published data.</param>
    /// <exception cref="MissingDataException">A file does not exist.</exception>
    /// <exception cref="DatasetException">The examples cannot be read. The message says what to do.</exception>
    RawExamples Read(DatasetConfig dataset, SplitConfig split, DataFolder folder);
}

/// <summary>Examples in the form of their files.</summary>
/// <param name="Shape">The shape of one example.</param>
/// <param name="Train">Samples to learn from, <c>[count · n] float32</c>.</param>
/// <param name="Validation">Samples to choose weights by.</param>
/// <param name="Test">Samples to test on.</param>
/// <param name="Minimum">The least value of the whole dataset: of all rows, or of a pixel.</param>
/// <param name="Maximum">The greatest one.</param>
/// <param name="Labels">The class of each example.</param>
/// <param name="VanishedCount">Samples of the file that are 0 in float32 only.</param>
internal sealed record RawExamples(
    ExampleShape Shape,
    float[] Train,
    float[] Validation,
    float[] Test,
    float Minimum,
    float Maximum,
    ClassLabels Labels,
    int VanishedCount = 0);
