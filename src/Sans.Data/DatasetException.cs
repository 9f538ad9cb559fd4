namespace Sans.Data;

/// <summary>Datasets cannot be used; the message is fit for the user.</summary>
public class DatasetException : Exception
{
    /// <summary>One problem.</summary>
    public DatasetException(string problem)
        : this([problem], null)
    {
    }

    /// <summary>Everything that is wrong with the datasets of an experiment.</summary>
    /// <param name="problems">A sentence for each.</param>
    /// <param name="advice">What to do about them, where one advice fits all.</param>
    public DatasetException(IReadOnlyList<string> problems, string? advice)
        : base(string.Join("\n", problems))
    {
        Problems = problems;
        Advice = advice;
    }

    /// <summary>A sentence for each problem.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>What to do about them, where one advice fits all.</summary>
    public string? Advice { get; }
}

/// <summary>The files of a dataset are not there: the one problem that a run may skip.</summary>
public sealed class MissingDataException(string problem) : DatasetException(problem);
