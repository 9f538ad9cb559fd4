using Sans.Reports.Charts;

namespace Sans.Autoencoders.Tables;

/// <summary>The units of a code: the firing rate of each, and its mean.</summary>
internal static class UnitFigure
{
    /// <summary>Two panels for each dataset, with a strip for each row, of its first seed.</summary>
    public static Figure Of(IReadOnlyList<AutoencoderRow> rows) => new(
        "units",
        "Firing rates and mean activations of the units",
        "The units of a code by their firing rate and by their mean over the test examples, for the first seed of each row. The "
            + "firing rate is the share of test examples on which a unit is not zero. A line goes from the least unit to the largest, "
            + "is thick between the quartiles, and has a dot at the median.",
        [
            .. from dataset in rows.GroupBy(r => r.Trial.Dataset)
               from panel in (StripPanel[])[
                   new(dataset.Key, new Axis("firing rate", 0, 1), Strips(dataset, rows, r => r.Seeds[0].Payload.FiringRates)),
                   new(
                       "",
                       Axis.Around("mean activation", dataset.SelectMany(r => r.Seeds[0].Payload.MeanActivations), isFromZero: true),
                       Strips(dataset, rows, r => r.Seeds[0].Payload.MeanActivations)),
               ]
               select panel,
        ],
        Columns: 2)
    {
        Together = 2,
    };

    private static StripRow[] Strips(
        IEnumerable<AutoencoderRow> dataset, IReadOnlyList<AutoencoderRow> all, Func<AutoencoderRow, IReadOnlyList<double>> values) =>
        [.. dataset.Select(row => new StripRow(LabelOf(row) + row.SweptAmong(all), values(row)))];

    /// <summary>The method. A penalty and its weight are told by their values.</summary>
    private static string LabelOf(AutoencoderRow row) => row.Method.ToString()
        .Replace("penalty=", "", StringComparison.Ordinal)
        .Replace("weight=", "", StringComparison.Ordinal);
}
