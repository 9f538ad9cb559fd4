using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sans.Configuration.Files;
using Sans.Core.Training;

namespace Sans.Runs.Folders;

/// <summary>
/// <c>checkpoints/</c> of a run: a file for each long training that is running or was interrupted. An incomplete file, or one
/// of another build, does not count. Its training then starts again, with the same result.
/// </summary>
internal sealed class CheckpointFolder : ICheckpoints
{
    private const string Variable = "SANS_CHECKPOINT_SECONDS";
    private const double StandardSeconds = 10;

    private readonly string _run;
    private readonly Action<string> _warn;
    private readonly Action<ITrial, int, int> _epochEnded;

    // Most runs never have any, so this saves a file system query for each trial.
    private volatile bool _hasAny;

    /// <summary>The checkpoints of a run.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="warn">Takes what went wrong. A run goes on without checkpoints.</param>
    /// <param name="epochEnded">Takes each trial whose epoch ended, the epoch, and the number of its epochs.</param>
    public CheckpointFolder(string run, Action<string> warn, Action<ITrial, int, int> epochEnded)
    {
        (_run, _warn, _epochEnded) = (run, warn, epochEnded);
        _hasAny = Directory.Exists(Folder);
    }

    /// <inheritdoc/>
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0 and < 1e6
            ? seconds
            : StandardSeconds);

    private string Folder => Path.Combine(_run, "checkpoints");

    /// <inheritdoc/>
    public void EpochEnded(ITrial trial, int epoch, int of) => _epochEnded(trial, epoch, of);

    /// <inheritdoc/>
    public byte[]? TryRead(ITrial trial)
    {
        if (!_hasAny)
        {
            return null;
        }

        try
        {
            string file = FileOf(trial);
            if (!File.Exists(file))
            {
                return null;
            }

            byte[] bytes = File.ReadAllBytes(file);
            byte[] head = Head(trial);
            int start = SHA256.HashSizeInBytes + head.Length;
            bool isRight = bytes.Length >= start
                && bytes.AsSpan(SHA256.HashSizeInBytes, head.Length).SequenceEqual(head)
                && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes));
            return isRight ? bytes[start..] : null;
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            _warn(e.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Write(ITrial trial, ReadOnlyMemory<byte> state)
    {
        try
        {
            // A missing folder is not created, because that would bring back a removed run.
            if (Directory.Exists(_run))
            {
                Directory.CreateDirectory(Folder);
                _hasAny = true;
                byte[] content = [.. Head(trial), .. state.Span];
                WholeFile.Replace(FileOf(trial), [.. SHA256.HashData(content), .. content]);
            }
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            _warn(e.Message);
        }
    }

    /// <summary>Removes the state of a trial that has ended.</summary>
    public void Remove(ITrial trial)
    {
        if (_hasAny && Directory.Exists(Folder))
        {
            File.Delete(FileOf(trial));
        }
    }

    /// <summary>Removes all states when every trial has ended.</summary>
    public void RemoveAll()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>A key has characters that are invalid in file names.</summary>
    private string FileOf(ITrial trial) =>
        Path.Combine(Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trial.Key)))[..16] + ".checkpoint");

    /// <summary>The trial and build of a state. Another build may lay it out differently.</summary>
    private static byte[] Head(ITrial trial) => Encoding.UTF8.GetBytes($"{RunVersions.Here.Program}\n{trial.Key}\n");
}
