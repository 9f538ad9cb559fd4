using System.Globalization;
using System.Text;
using Sans.Data;
using Sans.Data.Catalog;

namespace Sans.Runner.Output;

/// <summary>The output of <c>sans data list</c>.</summary>
internal static class DataListing
{
    private const int DigestDigits = 12;

    /// <summary>Writes a block for each dataset, with LF line ends.</summary>
    public static string Write(IEnumerable<DatasetStatus> datasets, DataFolder folder)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"data folder: {folder.Path} ({folder.Origin})\n");
        foreach (DatasetStatus status in datasets)
        {
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{status.Dataset.Name}: {State(status)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {status.Dataset.Title}; licence: {status.Dataset.License}\n");
            foreach (FileStatus file in status.Files)
            {
                string size = file.Bytes is not { } bytes ? "missing"
                    : file.IsThere ? FormattableString.Invariant($"{bytes:N0} bytes")
                    : FormattableString.Invariant($"{bytes:N0} bytes, but should have {file.PublishedBytes:N0}");
                string digest = file.Expected is { } expected
                    ? $"sha256 {expected[..DigestDigits]}… {(file.IsPublished ? "(published)" : "(as first fetched)")}"
                    : "no digest known";
                text.Append(CultureInfo.InvariantCulture, $"  {file.Path}: {size}, {digest}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"  source: {Source(status.Dataset)} ({DataCatalog.SourceState})\n");
        }

        return text.ToString();
    }

    private static string State(DatasetStatus status) => status switch
    {
        { IsThere: true } => "there",
        _ when status.Files.All(f => f.Bytes is null) => "missing",
        _ => FormattableString.Invariant($"{status.Files.Count(f => f.IsThere)} of {status.Files.Count} files are there"),
    };

    private static string Source(CatalogDataset dataset) => dataset.Database is { } database
        ? $"https://physionet.org/content/{database}/"
        : string.Join(", ", dataset.Files.SelectMany(f => f.Sources).Select(s => new Uri(s).GetLeftPart(UriPartial.Authority)).Distinct());
}
