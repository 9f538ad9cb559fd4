using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Sans.Framework;
using Sans.Networks.Events;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans score OCCURRENCES --reference FILE --tolerance T</c></summary>
internal static partial class ScoreCommand
{
    [GeneratedRegex("^([0-9]+(?:\\.[0-9]+)?)(ms|s)?$")]
    private static partial Regex Tolerance { get; }

    /// <summary>Makes the command.</summary>
    /// <param name="console">The console.</param>
    public static Command Create(SansConsole console)
    {
        Argument<string> occurrences = new("OCCURRENCES")
        {
            Description = "The file occurrences.csv of `sans detect`, or any CSV with a column 'sample'.",
        };
        Option<string[]> reference = new("--reference")
        {
            Description = "The reference: MIT annotations such as 100.atr (beats count), or a CSV with a column 'sample'. For several "
                + "recordings: one CSV with a column 'recording', or one file each, in order.",
            HelpName = "FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string> tolerance = new("--tolerance")
        {
            Description = "The largest distance of a hit: samples, or a time such as 150ms.",
            HelpName = "T",
            Required = true,
        };
        tolerance.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && !Tolerance.IsMatch(token.Value))
            {
                result.AddError($"--tolerance is a number of samples, or a time such as 150ms or 0.15s; found '{token.Value}'");
            }
        });
        Option<double?> rate = new("--rate") { Description = "Samples per second, where the tolerance is a time.", HelpName = "HZ" };
        Option<long> from = new("--from")
        {
            Description = "The first sample that counts. Samples that the model was trained on are no test.",
            HelpName = "SAMPLE",
            DefaultValueFactory = _ => 0,
        };
        Option<double?> least = new("--at-least")
        {
            Description = "Exit with code 1 if the F1 of all recordings together is below this.",
            HelpName = "F1",
        };
        Command command = new("score", "Compare occurrences with a reference: sensitivity, positive predictivity, F1, offset and jitter.")
        {
            occurrences,
            reference,
            tolerance,
            rate,
            from,
            least,
        };
        command.SetAction(parsed => Score(
            parsed.GetRequiredValue(occurrences),
            parsed.GetRequiredValue(reference),
            InSamples(parsed.GetRequiredValue(tolerance), parsed.GetValue(rate)),
            parsed.GetValue(from),
            parsed.GetValue(least),
            console));
        return command;
    }

    private static double InSamples(string text, double? rate)
    {
        Match match = Tolerance.Match(text);
        double number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "" => number,
            "ms" => number / 1000 * Rate(),
            _ => number * Rate(),
        };

        double Rate() => rate ?? throw new UserErrorException($"--tolerance {text} is a time; it needs --rate, the samples per second");
    }

    private static int Score(string occurrences, string[] references, double tolerance, long from, double? least, SansConsole console)
    {
        var found = OccurrenceFiles.ReadSamples(occurrences);
        var byName = references is [var only] && IsCsv(only) ? OccurrenceFiles.ReadSamples(only) : null;
        if (byName is not null && found.Count > 1 && found.Keys.FirstOrDefault(r => !byName.ContainsKey(r)) is { } missing)
        {
            throw new UserErrorException($"{references[0]} has no recording '{missing}'; it has "
                + $"{string.Join(", ", byName.Keys.Select(k => k.Length > 0 ? k : "no column 'recording'"))}");
        }

        if (byName is null && found.Count != references.Length)
        {
            throw new UserErrorException($"{occurrences} has {found.Count} recordings ({string.Join(", ", found.Keys)}), but there "
                + $"are {references.Length} references");
        }

        List<string[]> table = [["recording", "reference", "found", "hits", "sensitivity", "positive predictivity", "F1", "mean offset", "jitter"]];
        MatchScore? together = null;
        foreach ((int number, (string recording, IReadOnlyList<long> samples)) in found.Index())
        {
            IReadOnlyList<long> reference = byName is null
                ? Read(references[number])
                : byName.TryGetValue(recording, out IReadOnlyList<long>? named) ? named : [.. byName.Values.SelectMany(v => v).Order()];
            var score = MatchScore.Of([.. samples.Where(s => s >= from)], [.. reference.Where(s => s >= from)], tolerance);
            table.Add(Row(recording.Length > 0 ? recording : Path.GetFileName(occurrences), score));
            together = together is null ? score : together + score;
        }

        if (found.Count > 1)
        {
            table.Add(Row("together", together!));
        }

        int[] widths = [.. table[0].Select((_, column) => table.Max(row => row[column].Length))];
        foreach (string[] row in table)
        {
            console.Output.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
        }

        if (references.Any(r => !IsCsv(r)))
        {
            console.Error.WriteLine($"beats are the annotations {string.Join(' ', OccurrenceFiles.BeatSymbols)}");
        }

        return least is { } bound && !(together!.F1 >= bound) ? ExitCode.SomethingFailed : ExitCode.Success;
    }

    private static bool IsCsv(string file) => file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<long> Read(string file) =>
        IsCsv(file) ? [.. OccurrenceFiles.ReadSamples(file).Values.SelectMany(v => v).Order()] : OccurrenceFiles.ReadBeats(file);

    private static string[] Row(string name, MatchScore score) =>
    [
        name,
        .. new[] { score.ReferenceCount, score.FoundCount, score.HitCount }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        .. new[] { score.Sensitivity, score.PositivePredictivity, score.F1 }.Select(s => s.ToString("F4", CultureInfo.InvariantCulture)),
        .. new[] { score.MeanOffset, score.Jitter }.Select(s => s.ToString("F2", CultureInfo.InvariantCulture)),
    ];
}
