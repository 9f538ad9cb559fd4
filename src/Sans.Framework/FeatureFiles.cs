using System.Globalization;
using System.Text;
using CsvHelper;
using Sans.Core.Models;
using Sans.Data.Files;
using Sans.Networks.Features;

namespace Sans.Framework;

/// <summary>A recording with its features.</summary>
/// <param name="Recording">The recording, of one channel.</param>
/// <param name="Rows">A row for each window, or one for all of it.</param>
/// <param name="UnusualSamples">The stretches of samples whose residual is unusual, or <see langword="null"/> where nothing can be
/// told.</param>
public sealed record FeaturedRecording(
    Recording Recording, IReadOnlyList<FeatureRow> Rows, IReadOnlyList<UnusualStretch>? UnusualSamples);

/// <summary>Features and unusual places as CSV files.</summary>
public static class FeatureFiles
{
    /// <summary>
    /// The score of the error of each row, or <see langword="null"/> where it is undefined. Windows are compared within
    /// their recording. Where each recording has one row, recordings are compared.
    /// </summary>
    /// <param name="all">The recordings.</param>
    public static IReadOnlyList<IReadOnlyList<double?>> Scores(IReadOnlyList<FeaturedRecording> all) => all.All(f => f.Rows.Count == 1)
        ? [.. ScoresOf([.. all.Select(f => f.Rows[0].Error)]).Select(s => (IReadOnlyList<double?>)[s])]
        : [.. all.Select(f => ScoresOf([.. f.Rows.Select(r => r.Error)]))];

    /// <summary>Writes a line for each row: place, features, statistics, and the score of its error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="all">The recordings.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteTable(string path, SanModel model, IReadOnlyList<FeaturedRecording> all)
    {
        using CsvWriter csv = Begin(path,
        [
            "recording", "channel", "sample", "time_s", "length",
            .. ExampleFeatures.NamesOf(model.Kernels.Count),
            .. SimpleStatistics.Names.Select(n => "statistic_" + n),
            "residual_score", "unusual",
        ]);
        foreach ((FeaturedRecording featured, IReadOnlyList<double?> own) in all.Zip(Scores(all)))
        {
            foreach ((FeatureRow row, double? score) in featured.Rows.Zip(own))
            {
                WritePlace(csv, featured, row.Start, row.Length);
                foreach (double value in row.Features.Concat(row.Statistics))
                {
                    csv.WriteField(Text(value));
                }

                csv.WriteField(score is { } some ? Text(some) : "");
                csv.WriteField(score is { } known ? known > RobustScores.Bound ? "true" : "false" : "");
                csv.NextRecord();
            }
        }
    }

    /// <summary>Writes a line for each row with an unusual error, and for each stretch of samples with an unusual residual.</summary>
    /// <param name="path">The file.</param>
    /// <param name="all">The recordings.</param>
    /// <param name="what">The word for a row: <c>window</c> or <c>recording</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteUnusual(string path, IReadOnlyList<FeaturedRecording> all, string what)
    {
        using CsvWriter csv = Begin(path, ["recording", "channel", "sample", "time_s", "length", "of", "residual_score"]);
        foreach ((FeaturedRecording featured, IReadOnlyList<double?> own) in all.Zip(Scores(all)))
        {
            var places = featured.Rows.Zip(own).Where(r => r.Second > RobustScores.Bound)
                .Select(r => (r.First.Start, Length: (long)r.First.Length, Of: what, Score: r.Second!.Value))
                .Concat((featured.UnusualSamples ?? []).Select(s => (s.Start, s.Length, Of: "sample", s.Score)));
            foreach ((long start, long length, string of, double score) in places)
            {
                WritePlace(csv, featured, start, length);
                csv.WriteField(of);
                csv.WriteField(Text(score));
                csv.NextRecord();
            }
        }
    }

    private static CsvWriter Begin(string path, string[] columns)
    {
        CsvWriter csv = new(new StreamWriter(path, append: false, new UTF8Encoding(false)), CsvSettings.Ours);
        foreach (string column in columns)
        {
            csv.WriteField(column);
        }

        csv.NextRecord();
        return csv;
    }

    private static void WritePlace(CsvWriter csv, FeaturedRecording featured, long start, long length)
    {
        RecordingChannel channel = featured.Recording.Channels[0];
        csv.WriteField(featured.Recording.Name);
        csv.WriteField(channel.Label);
        csv.WriteField(start);
        csv.WriteField(channel.SampleRateHz is { } rate ? Text(start / rate) : "");
        csv.WriteField(length);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static IReadOnlyList<double?> ScoresOf(double[] errors) =>
        RobustScores.Of(errors) is { } scores ? [.. scores.Select(s => (double?)s)] : new double?[errors.Length];
}
