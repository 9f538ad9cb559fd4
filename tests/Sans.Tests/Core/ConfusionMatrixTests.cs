using Sans.Core.Training;

namespace Sans.Tests.Core;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Rows_are_classes_and_columns_what_they_are_given()
    {
        ConfusionMatrix matrix = new(3, new(5, 1, 0, 2, 7, 0, 0, 0, 0));
        Assert.Equal((1, 2, 0), (matrix[0, 1], matrix[1, 0], matrix[2, 2]));
        Assert.Equal((15, 12, 2, 2), (matrix.Total, matrix.Correct, matrix.GivenClassCount, matrix.ActualClassCount));
    }

    [Fact]
    public void A_classifier_that_gives_several_classes_one_class_has_collapsed()
    {
        Assert.True(new ClassifierScore(0, 1, new ConfusionMatrix(2, new(0, 3, 0, 4))).IsCollapsed);
        Assert.False(new ClassifierScore(0, 1, new ConfusionMatrix(2, new(1, 3, 0, 4))).IsCollapsed);

        // For a test set of one class, this is the only possible result.
        Assert.False(new ClassifierScore(0, 1, new ConfusionMatrix(2, new(0, 0, 0, 25))).IsCollapsed);
        Assert.False(new ClassifierScore(0, 1, new ConfusionMatrix(2, new(0, 0, 25, 0))).IsCollapsed);
    }
}
