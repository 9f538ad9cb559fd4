namespace Sans.Data;

/// <summary>The failure of a dataset that cannot be used. The message is for the user.</summary>
public class DatasetException : Exception
{
    /// <summary>Makes an exception for one problem.</summary>
    public DatasetException(string problem)
        : this([problem], null)
    {
    }

    /// <summary>Makes an exception for all problems with the datasets of an experiment.</summary>
    /// <param name="problems">A sentence for each.</param>
    /// <param name="advice">The common advice for all problems, if there is one.</param>
    public DatasetException(IReadOnlyList<string> problems, string? advice)
        : base(string.Join("\n", problems))
    {
        Problems = problems;
        Advice = advice;
    }

    /// <summary>A sentence for each problem.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The common advice for all problems, if there is one.</summary>
    public string? Advice { get; }

    /// <summary>The arguments of <c>sans</c> that fetch the missing files, or none where no missing file is published.</summary>
    public IReadOnlyList<string> Fetch { get; init; } = [];
}

/// <summary>The files of a dataset do not exist. A run may skip such a dataset.</summary>
public sealed class MissingDataException(string problem) : DatasetException(problem);
