using Sans.Data;

namespace Sans.Runner.Output;

/// <summary>Shows the progress of reading long datasets, a line at a time on standard error.</summary>
/// <param name="console">The console.</param>
/// <param name="clock">The clock.</param>
internal sealed class ReadingDisplay(SansConsole console, TimeProvider clock) : IProgress<ReadingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private long _last = clock.GetTimestamp();

    /// <summary>The data folder, with a display of its reading.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="console">The console.</param>
    /// <param name="isQuiet">Whether nothing is shown.</param>
    public static DataFolder Of(DataFolder folder, SansConsole console, bool isQuiet) =>
        isQuiet ? folder : folder with { Progress = new ReadingDisplay(console, TimeProvider.System) };

    /// <inheritdoc/>
    public void Report(ReadingProgress value)
    {
        if (clock.GetElapsedTime(_last) < Interval)
        {
            return;
        }

        _last = clock.GetTimestamp();
        string files = value.FileCount > 1 ? FormattableString.Invariant($"{value.Files} of {value.FileCount} files, ") : "";
        console.Error.WriteLine(FormattableString.Invariant($"reading dataset '{value.Dataset}': {files}{value.Samples:N0} samples"));
    }
}
