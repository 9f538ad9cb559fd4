using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>The predicted classes for the examples of each class.</summary>
internal static class ConfusionFigure
{
    /// <summary>
    /// Makes a picture per dataset: the baseline, then the chosen row of each activation. All seeds of a row are added, except
    /// collapsed ones.
    /// </summary>
    public static IEnumerable<Figure> Of(
        SanExperiment experiment, IReadOnlyList<PhiRow> rows, Outcomes<ClassificationTrial, ClassificationResult> outcomes)
    {
        foreach (DatasetConfig dataset in experiment.ExpandDatasets())
        {
            var baselines = outcomes.Results.Values.Where(r => r.San is null && r.Trial.Dataset == dataset.Label);
            var networks = BestResults.AllSeedsOf(rows).Where(r => r.Trial.Dataset == dataset.Label).GroupBy(r => r.Trial.ActivationLabel);
            (string Title, ConfusionMatrix[] Seeds)[] panels =
            [
                ("baseline", Sound(baselines.OrderBy(r => r.Trial.Seed))),
                .. networks.Select(g => (
                    FormattableString.Invariant($"{g.Key}, m = {g.First().Trial.KernelSizeText}"),
                    Sound(g.Select(r => outcomes.Results.GetValueOrDefault(r.Trial.Key)).OfType<ClassificationResult>()))),
            ];
            panels = [.. panels.Where(p => p.Seeds.Length > 0)];
            if (panels.Length > 0)
            {
                yield return new Figure(
                    "confusion-" + string.Concat(dataset.Label.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')),
                    $"Confusion on {dataset.Label}",
                    "Test examples of a class (row) in percent of them, by the class that they are given (column): the baseline on the "
                        + "original data, and the reconstructions of the chosen row of each activation. "
                        + "One scale holds for all: 0 is the ground, 100 full colour. "
                        + $"Added up over {Averages.Seeds(panels.Select(p => p.Seeds.Length))}, without classifiers that collapsed.",
                    [.. panels.Select(p => PanelOf(p.Title, dataset, p.Seeds))],
                    3);
            }
        }
    }

    private static ConfusionMatrix[] Sound(IEnumerable<ClassificationResult> seeds) =>
        [.. seeds.Where(r => !r.Classifier.Score.IsCollapsed).Select(r => r.Classifier.Score.Test)];

    private static MatrixPanel PanelOf(string title, DatasetConfig dataset, ConfusionMatrix[] sound)
    {
        int classes = sound[0].ClassCount;
        string[] names = [.. Enumerable.Range(0, classes).Select(dataset.ClassName)];
        double[] shares = new double[classes * classes];
        string[] hovers = new string[classes * classes];
        for (int actual = 0; actual < classes; actual++)
        {
            int all = sound.Sum(m => Enumerable.Range(0, classes).Sum(given => m[actual, given]));
            for (int given = 0; given < classes; given++)
            {
                int count = sound.Sum(m => m[actual, given]);
                int i = (actual * classes) + given;
                shares[i] = all == 0 ? 0 : (double)count / all;
                hovers[i] = FormattableString.Invariant(
                    $"{names[actual]} taken for {names[given]}: {count} of {all}, {100 * shares[i]:F1} %");
            }
        }

        return new MatrixPanel(title, names, shares, hovers);
    }
}
