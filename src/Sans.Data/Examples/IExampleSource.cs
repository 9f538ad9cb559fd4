using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Data.Examples;

/// <summary>Where the examples of a dataset come from that is published as examples: images, or rows of samples.</summary>
internal interface IExampleSource
{
    /// <summary>The examples of a split, in the order of the files.</summary>
    /// <param name="dataset">Its parameters, checked.</param>
    /// <param name="split">How many examples train, validate and test.</param>
    /// <param name="folder">Where published data lie.</param>
    /// <exception cref="MissingDataException">A file is not there.</exception>
    /// <exception cref="DatasetException">The examples cannot be had. The message says what to do.</exception>
    RawExamples Read(DatasetConfig dataset, SplitConfig split, DataFolder folder);
}

/// <summary>Examples as their files have them.</summary>
/// <param name="Shape">The shape of one.</param>
/// <param name="Train">Samples to learn from, <c>[count · n] float32</c>.</param>
/// <param name="Validation">Samples to choose by.</param>
/// <param name="Test">Samples for the table.</param>
/// <param name="Minimum">The least value of the whole dataset: of all rows, or that a pixel can have.</param>
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
