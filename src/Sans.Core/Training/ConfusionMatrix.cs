using Sans.Configuration;

namespace Sans.Core.Training;

/// <summary>The confusion matrix of a classifier: the predicted classes of the examples of each class.</summary>
/// <param name="ClassCount">Number of classes, at least 2.</param>
/// <param name="Counts"><c>[ClassCount, ClassCount]</c>, a row for each class and a column for each predicted class.</param>
public sealed record ConfusionMatrix(int ClassCount, ValueList<int> Counts)
{
    /// <summary>Examples of class <paramref name="actual"/> that were classified as <paramref name="given"/>.</summary>
    public int this[int actual, int given] => Counts[(actual * ClassCount) + given];

    /// <summary>Number of all examples.</summary>
    public int Total => Counts.Sum();

    /// <summary>Examples that were classified correctly.</summary>
    public int Correct => Enumerable.Range(0, ClassCount).Sum(c => this[c, c]);

    /// <summary>Number of different classes among the examples.</summary>
    public int ActualClassCount =>
        Enumerable.Range(0, ClassCount).Count(actual => Enumerable.Range(0, ClassCount).Any(given => this[actual, given] > 0));

    /// <summary>Number of different predicted classes.</summary>
    public int GivenClassCount =>
        Enumerable.Range(0, ClassCount).Count(given => Enumerable.Range(0, ClassCount).Any(actual => this[actual, given] > 0));
}
