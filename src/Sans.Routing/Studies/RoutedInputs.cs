using Sans.Configuration.Kinds.Routing;
using Sans.Data;
using Sans.Routing.Models;

namespace Sans.Routing.Studies;

/// <summary>The points of an experiment on routed networks, for each target and seed.</summary>
/// <param name="Points">The points, by label of the target and seed.</param>
/// <param name="Digests">Fingerprint of each target's points over all seeds, by label.</param>
/// <param name="Skipped">Targets whose file is missing, by label.</param>
/// <param name="Notes">The notes about files, by label.</param>
internal sealed record RoutedInputs(
    IReadOnlyDictionary<(string Dataset, int Seed), RoutedData> Points,
    IReadOnlyDictionary<string, string> Digests,
    IReadOnlyDictionary<string, string> Skipped,
    IReadOnlyDictionary<string, string> Notes)
    : LoadedDatasets(Digests, Skipped, Notes)
{
    /// <summary>Draws or reads the points.</summary>
    /// <exception cref="DatasetException">A file cannot be used, or all are missing.</exception>
    public static RoutedInputs Load(IReadOnlyList<RoutedTrial> plan, PointCounts counts, DataFolder folder, bool skipMissing)
    {
        Dictionary<(string, int), RoutedData> points = [];
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        Dictionary<string, string> skipped = new(StringComparer.Ordinal), notes = new(StringComparer.Ordinal);
        foreach (var target in plan.GroupBy(t => t.Dataset))
        {
            RoutedTrial first = target.First();
            PointSet? rows = null;
            if (first.Domain is null)
            {
                if (skipMissing && !TableFile.Exists(folder, first.Target.Text("file")))
                {
                    skipped.Add(target.Key, $"there is no {first.Target.Text("file")}");
                    continue;
                }

                rows = RowsOf(first.Target, counts, folder, out int vanished);
                if (SingleNumbers.Note(vanished) is { } note)
                {
                    notes.Add(target.Key, note);
                }
            }

            int[] seeds = [.. target.Select(t => t.Seed).Distinct()];
            foreach (int seed in seeds)
            {
                RoutedData data = rows is null
                    ? RoutedData.Draw(first.Target, first.Domain!, counts, seed)
                    : RoutedData.Split(rows, first.Target.ToString(), counts, seed);
                if (data.WhyNoVariance() is { } problem)
                {
                    throw new DatasetException(FormattableString.Invariant($"target '{target.Key}', seed {seed}: {problem}"));
                }

                points.Add((target.Key, seed), data);
            }

            digests.Add(target.Key, RoutedData.Digest(seeds.Select(seed => points[(target.Key, seed)])));
        }

        return digests.Count > 0
            ? new RoutedInputs(points, digests, skipped, notes)
            : throw new DatasetException("the files of every target are missing; nothing is left to run");
    }

    private static PointSet RowsOf(RoutedPart table, PointCounts counts, DataFolder folder, out int vanished)
    {
        vanished = 0;
        double[][] columns = TableFile.Read(folder, table.Text("file"));
        int column = table.Integer("target_column");
        int wanted = counts.Train + counts.Validation + counts.Test;
        string? problem =
            column >= columns.Length ? FormattableString.Invariant(
                $"it has {columns.Length} columns, but 'target_column' is {column}, counted from 0")
            : columns.Length < 2 ? "it has only the target column"
            : columns[0].Length < wanted ? FormattableString.Invariant(
                $"it has {columns[0].Length:N0} rows, but 'points' asks for {wanted:N0}")
            : null;
        if (problem is not null)
        {
            throw new DatasetException($"{folder.Combine(table.Text("file").Split('/'))}: {problem}");
        }

        int[] inputs = [.. Enumerable.Range(0, columns.Length).Where(i => i != column)];
        float[] x = new float[columns[0].Length * inputs.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double number = columns[inputs[i % inputs.Length]][i / inputs.Length];
            x[i] = (float)number;
            vanished += x[i] == 0 && number != 0 ? 1 : 0;
            if (!float.IsFinite(x[i]))
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{folder.Combine(table.Text("file").Split('/'))}: column {inputs[i % inputs.Length]}: number ")
                        + FormattableString.Invariant($"{(i / inputs.Length) + 1} is {number:R}, which float32 cannot hold"));
            }
        }

        return new PointSet(inputs.Length, x, columns[column]);
    }
}
