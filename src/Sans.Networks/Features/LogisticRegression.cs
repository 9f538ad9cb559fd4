using Sans.Configuration;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Networks.Features;

/// <summary>
/// Multinomial logistic regression on features that are standardised by the training part (docs/method/extensions.md, 7.1). It
/// minimises the cross-entropy with L2 1e-4 by 300 steps of Adam over all examples. Of the steps 50, 100, …, the one with the
/// best validation accuracy counts.
/// </summary>
internal static class LogisticRegression
{
    private const int Steps = 300, BetweenTests = 50;
    private const double Decay = 1e-4;
    private static readonly AdamConfig Settings = new(0.05, 0.9, 0.999, 1e-8);

    /// <summary>Learns from the training part, chooses by validation, and counts correct answers.</summary>
    /// <param name="train">Features to learn from.</param>
    /// <param name="validation">Features to choose by.</param>
    /// <param name="test">Features to test on.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <returns>The shares of correct answers on validation and test examples.</returns>
    public static (double Validation, double Test) Accuracies(
        FeatureTable train, FeatureTable validation, FeatureTable test, ClassLabels labels, CancellationToken cancellationToken)
    {
        var scale = train.Scale();
        (FeatureTable x, FeatureTable chooser, FeatureTable tester) = (train.Scaled(scale), validation.Scaled(scale), test.Scaled(scale));

        // Columns of products are whole vectors. The bias is the row behind the features.
        int classes = labels.ClassCount, columns = (classes + DoubleLanes.Count - 1) / DoubleLanes.Count * DoubleLanes.Count;
        double[] weights = new double[(x.ColumnCount + 1) * columns], gradient = new double[weights.Length];
        double[] scores = new double[x.RowCount * columns];
        DoubleAdam adam = new(weights.Length, Settings);
        (double Validation, double Test) best = (-1, 0);
        for (int step = 1; step <= Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Score(x, weights, columns, scores);
            ErrorsOf(scores, labels.Train, classes, columns);
            GradientOf(x, scores, weights, columns, gradient);
            adam.Step(weights, gradient);
            if (step % BetweenTests == 0 && Accuracy(chooser, weights, columns, classes, labels.Validation) is var accuracy
                && accuracy > best.Validation)
            {
                best = (accuracy, Accuracy(tester, weights, columns, classes, labels.Test));
            }
        }

        return best;
    }

    private static void Score(FeatureTable x, double[] weights, int columns, double[] scores)
    {
        ReadOnlySpan<double> bias = weights.AsSpan(x.ColumnCount * columns);
        for (int row = 0; row < x.RowCount; row++)
        {
            bias.CopyTo(scores.AsSpan(row * columns));
        }

        DoubleProduct.Add(x.Values, x.ColumnCount, 1, weights, scores, x.RowCount, x.ColumnCount, columns);
    }

    /// <summary>Turns scores into errors: probabilities, less 1 at the class of the example, divided by the number of examples.</summary>
    private static void ErrorsOf(double[] scores, IReadOnlyList<int> labels, int classes, int columns)
    {
        for (int row = 0; row < labels.Count; row++)
        {
            Span<double> own = scores.AsSpan(row * columns, classes);
            double largest = own[0], sum = 0;
            foreach (double score in own)
            {
                largest = Math.Max(largest, score);
            }

            foreach (ref double score in own)
            {
                score = PortableMath.Exp(score - largest);
                sum += score;
            }

            for (int c = 0; c < classes; c++)
            {
                own[c] = ((own[c] / sum) - (c == labels[row] ? 1 : 0)) / labels.Count;
            }

            scores.AsSpan((row * columns) + classes, columns - classes).Clear();
        }
    }

    private static void GradientOf(FeatureTable x, double[] errors, double[] weights, int columns, double[] gradient)
    {
        int biasAt = x.ColumnCount * columns;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = i < biasAt ? Decay * weights[i] : 0;
        }

        DoubleProduct.Add(x.Values, 1, x.ColumnCount, errors, gradient, x.ColumnCount, x.RowCount, columns);
        for (int i = 0; i < errors.Length; i++)
        {
            gradient[biasAt + (i % columns)] += errors[i];
        }
    }

    /// <summary>The share of examples whose class has the greatest score, the lower class of equal ones.</summary>
    private static double Accuracy(FeatureTable x, double[] weights, int columns, int classes, IReadOnlyList<int> labels)
    {
        double[] scores = new double[x.RowCount * columns];
        Score(x, weights, columns, scores);
        int right = 0;
        for (int row = 0; row < x.RowCount; row++)
        {
            int given = 0;
            for (int c = 1; c < classes; c++)
            {
                given = scores[(row * columns) + c] > scores[(row * columns) + given] ? c : given;
            }

            right += given == labels[row] ? 1 : 0;
        }

        return (double)right / x.RowCount;
    }
}
