using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;

namespace Sans.Runs;

/// <summary>What has come of a study so far, whatever its kind.</summary>
public interface IStudyResults
{
    /// <summary>The study, without the datasets that are left out.</summary>
    IStudy Study { get; }

    /// <summary>The fingerprint of each result, by the key of its trial.</summary>
    IReadOnlyDictionary<string, string> Digests { get; }

    /// <summary>Why trials failed, by their keys.</summary>
    IReadOnlyDictionary<string, string> Failures { get; }

    /// <summary>The table.</summary>
    Table Table { get; }

    /// <summary>The tables as files.</summary>
    StudyFiles Files { get; }

    /// <summary>
    /// The results beside the numbers that were published of the kind, or <see langword="null"/> where there are none of what
    /// was measured.
    /// </summary>
    PublishedComparison? Published { get; }

    /// <summary>The report.</summary>
    /// <param name="data">Where the data lie, of which it shows examples where they are what was trained on.</param>
    StudyReport Report(DataFolder data);
}
