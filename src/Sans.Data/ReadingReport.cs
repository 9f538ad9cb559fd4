namespace Sans.Data;

/// <summary>Counts what is read of a dataset, and tells it.</summary>
/// <param name="progress">Receives the counts, or <see langword="null"/> for nobody.</param>
/// <param name="dataset">The label of the dataset.</param>
/// <param name="fileCount">Number of its files.</param>
internal sealed class ReadingReport(IProgress<ReadingProgress>? progress, string dataset, int fileCount)
{
    private int _files;
    private long _samples;

    /// <summary>Counts samples.</summary>
    public void Add(int samples)
    {
        _samples += samples;
        Tell();
    }

    /// <summary>Counts a file that was read whole.</summary>
    public void EndFile()
    {
        _files++;
        Tell();
    }

    private void Tell() => progress?.Report(new ReadingProgress(dataset, _files, fileCount, _samples));
}
