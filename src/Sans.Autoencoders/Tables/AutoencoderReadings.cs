using System.Globalization;
using Sans.Configuration.Kinds.Autoencoders;

namespace Sans.Autoencoders.Tables;

/// <summary>
/// The notes of a table on the two questions of these experiments (docs/method/sparsity-penalties.md, section 7). They are the
/// post's 10 % and 56 %, and hard selection at equal sparsity.
/// </summary>
internal static class AutoencoderReadings
{
    // These are the numbers of the post.
    private const double PostStart = 0.10;
    private const double PostEnd = 0.56;

    // Sparsities within this share count as equal: P7 has 1.5 of 16 units.
    private const double EqualShare = 0.1;

    /// <summary>A few sentences for each dataset, network and training. There is none if the rows do not support it.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<AutoencoderRow> rows)
    {
        bool hasSweptUnits = rows.Select(r => r.Trial.Model.HiddenUnits).Distinct().Count() > 1;
        return
        [
            .. from row in rows
               group row by (row.Trial.Dataset, row.Trial.Model, row.Trial.Training, row.Trial.Settings) into same
               let trial = same.First().Trial
               let name = trial.Dataset + (hasSweptUnits
                   ? FormattableString.Invariant($", {trial.Model.HiddenUnits} units")
                   : "") + string.Concat(trial.Settings.Select(s => $", {s.Name} {s.Text}"))
               from sentence in new[] { BiasOnly(same.First()) }.Concat(Start([.. same])).Concat(AtEqualSparsity([.. same]))
               select $"{name}: {sentence}",
        ];
    }

    private static string BiasOnly(AutoencoderRow row) => $"the loss of the output bias alone is {Number(row.BiasOnlyLoss.Mean, "F1")}";

    private static IEnumerable<string> Start(AutoencoderRow[] rows)
    {
        AutoencoderRow[] plain = [.. rows.Where(r => r.Method.Unit == AutoencoderMethodSchemas.Relu && r.Penalty.Length == 0)];
        if (plain.Length == 0)
        {
            yield break;
        }

        string starts = string.Join(", ", plain.Select(r => $"{Percent(Zeros(r))} with dropout {Number(r.Method.Dropout, "0.##")}"));
        yield return $"plain relu starts at zeros of {starts}, where the post began at {Percent(PostStart)}: where it starts "
            + "depends on the data and the unit";

        AutoencoderRow? nearest = rows
            .Where(r => r.Method is { Unit: AutoencoderMethodSchemas.Relu, Penalty.Kind: PenaltyKind.MeanSquare })
            .MinBy(r => Math.Abs(Zeros(r) - PostEnd));
        AutoencoderRow? before = nearest is null ? null : plain.FirstOrDefault(r => r.Method.Dropout == nearest.Method.Dropout);
        if (nearest is not null && before is not null)
        {
            yield return $"of the weights tried, mean_square {nearest.Method.Penalty.Weight.ToString(CultureInfo.InvariantCulture)} "
                + $"comes nearest to the post's {Percent(PostEnd)}, with {Percent(Zeros(nearest))} zeros; "
                + $"it costs {Percent((Loss(nearest) / Loss(before)) - 1)} of loss ({Number(Loss(before), "F1")} to "
                    + $"{Number(Loss(nearest), "F1")}), which is {Percent(Loss(nearest) / nearest.BiasOnlyLoss.Mean)} of the output "
                        + "bias alone";
        }
    }

    /// <summary>Compares penalties with top-k, without dropout, because top-k has none.</summary>
    private static IEnumerable<string> AtEqualSparsity(AutoencoderRow[] rows)
    {
        foreach (AutoencoderRow topK in rows.Where(r => r.Method.Unit == AutoencoderMethodSchemas.TopK && r.Penalty.Length == 0))
        {
            AutoencoderRow[] equal =
            [
                .. rows.Where(r => r.Penalty.Length > 0
                    && r.Method.Dropout == topK.Method.Dropout
                    && Math.Abs(Count(r) - Count(topK)) <= EqualShare * Count(topK)),
            ];
            if (equal.Length > 0)
            {
                bool isBest = equal.All(r => Loss(r) > Loss(topK));
                yield return $"with {Number(Count(topK), "F0")} units on, top_k reaches a loss of {Number(Loss(topK), "F1")}, and "
                    + string.Join(", ", equal.Select(
                        r => $"{r.Penalty} {r.Method.Penalty.Weight.ToString(CultureInfo.InvariantCulture)} {Number(Loss(r), "F1")} "
                            + $"with {Number(Count(r), "F1")} on"))
                    + (isBest ? ": penalties buy sparsity by shrinking the code, so that hard selection reconstructs better" : "");
            }
        }
    }

    private static double Zeros(AutoencoderRow row) => row.Of(m => m.Zeros).Mean;

    private static double Loss(AutoencoderRow row) => row.Of(m => m.Loss).Mean;

    private static double Count(AutoencoderRow row) => row.Of(m => m.NonZeroCount).Mean;

    private static string Percent(double share) => Number(100 * share, "0.#") + " %";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
