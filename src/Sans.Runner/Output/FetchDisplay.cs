using System.Diagnostics;
using Sans.Data.Catalog;
using Spectre.Console;

namespace Sans.Runner.Output;

/// <summary>
/// Shows the progress of a fetch on standard error: a bar for each file in a terminal, and occasional lines elsewhere.
/// </summary>
/// <param name="console">The console.</param>
internal sealed class FetchDisplay(SansConsole console) : IFetchProgress
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly IAnsiConsole? _bars = console.DisplayOfBars;
    private readonly Dictionary<string, ProgressTask> _files = new(StringComparer.Ordinal);
    private ProgressContext? _context;
    private long _lastLine = Stopwatch.GetTimestamp();

    /// <summary>Does the work and shows its progress.</summary>
    /// <param name="work">The work. It tells this display how it goes, from one thread at a time.</param>
    /// <returns>The result of the work.</returns>
    public async Task<int> RunAsync(Func<Task<int>> work)
    {
        if (_bars is null)
        {
            return await work().ConfigureAwait(false);
        }

        ProgressColumn[] columns =
        [
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new DownloadedColumn(),
            new TransferSpeedColumn(),
        ];
        return await _bars.Progress().AutoClear(true).HideCompleted(true).Columns(columns).StartAsync(context =>
        {
            _context = context;
            return work();
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Advanced(string path, long bytes, long? total)
    {
        if (_context is not null)
        {
            if (!_files.TryGetValue(path, out ProgressTask? file))
            {
                file = _files[path] = _context.AddTask(Markup.Escape(path));
            }

            file.IsIndeterminate = total is null;
            file.MaxValue = total ?? Math.Max(1, bytes);
            file.Value = bytes;
            return;
        }

        if (bytes != total && Stopwatch.GetElapsedTime(_lastLine) < PlainInterval)
        {
            return;
        }

        _lastLine = Stopwatch.GetTimestamp();
        console.Error.WriteLine(total is null
            ? FormattableString.Invariant($"{path}: {bytes:N0} bytes")
            : FormattableString.Invariant($"{path}: {bytes:N0} of {total:N0} bytes"));
    }

    /// <inheritdoc/>
    public void Noted(string message)
    {
        if (_context is not null)
        {
            _bars!.Write(new UnwrappedLine(message));
            return;
        }

        console.Error.WriteLine(message);
    }
}
