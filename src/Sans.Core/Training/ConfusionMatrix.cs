using Sans.Configuration;

namespace Sans.Core.Training;

/// <summary>The confusion matrix of a classifier: the predicted classes of the examples of each class.</summary>
/// <param name="ClassCount">Number of classes, at least 2.</param>
/// <param name="Counts"><c>[ClassCount, ClassCount]</c>, a row for each class and a column for each class that was given.</param>
public sealed record ConfusionMatrix(int ClassCount, ValueList<int> Counts)
{
    /// <summary>Examples of a class that were given another, or the same.</summary>
    public int this[int actual, int given] => Counts[(actual * ClassCount) + given];

    /// <summary>All examples.</summary>
    public int Total => Counts.Sum();

    /// <summary>Examples that were given their own class.</summary>
    public int Correct => Enumerable.Range(0, ClassCount).Sum(c => this[c, c]);

    /// <summary>Different classes that the examples have.</summary>
    public int ActualClassCount =>
        Enumerable.Range(0, ClassCount).Count(actual => Enumerable.Range(0, ClassCount).Any(given => this[actual, given] > 0));

    /// <summary>Different classes that were given.</summary>
    public int GivenClassCount =>
        Enumerable.Range(0, ClassCount).Count(given => Enumerable.Range(0, ClassCount).Any(actual => this[actual, given] > 0));
}
