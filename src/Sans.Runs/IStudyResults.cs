using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;

namespace Sans.Runs;

/// <summary>The results of a study so far, of any kind.</summary>
public interface IStudyResults
{
    /// <summary>The study, without the datasets that are left out.</summary>
    IStudy Study { get; }

    /// <summary>The fingerprint of each result, by the key of its trial.</summary>
    IReadOnlyDictionary<string, string> Digests { get; }

    /// <summary>The reasons of failed trials, by their keys.</summary>
    IReadOnlyDictionary<string, string> Failures { get; }

    /// <summary>The table.</summary>
    Table Table { get; }

    /// <summary>The tables as files.</summary>
    StudyFiles Files { get; }

    /// <summary>The comparison with published numbers of the kind, or <see langword="null"/> where none match.</summary>
    PublishedComparison? Published { get; }

    /// <summary>Makes the report.</summary>
    /// <param name="data">The folder of the data. The report shows examples where they are those of the training.</param>
    StudyReport Report(DataFolder data);
}
