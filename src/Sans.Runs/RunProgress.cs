using System.Globalization;
using Sans.Core.Training;

namespace Sans.Runs;

/// <summary>The progress of the trainings of a process. Methods are called from any thread.</summary>
/// <param name="done">Trials that ended before this process began.</param>
/// <param name="total">All trials, at least 1.</param>
/// <param name="cost">Estimated work of the trials that are left.</param>
/// <param name="measure">The compared measure in words, such as <c>least φ on validation</c>. Empty where nothing is compared.</param>
/// <param name="clock">The clock.</param>
public sealed class RunProgress(int done, int total, double cost, string measure, TimeProvider clock)
{
    // A training that takes less is not worth a word of its own.
    private static readonly TimeSpan LongTraining = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private readonly Dictionary<string, (int Epoch, int Of, double Cost, long Since)> _running = new(StringComparer.Ordinal);
    private int _ended;
    private int _failed;
    private double _costEnded;
    private double _least = double.PositiveInfinity;

    /// <summary>Called after each change, from the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>All trials.</summary>
    public int Total => total;

    /// <summary>Number of ended trials, including those of earlier processes.</summary>
    public int Done
    {
        get
        {
            lock (_lock)
            {
                return done + _ended;
            }
        }
    }

    /// <summary>Reports that a trial has completed.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="trialCost">Its estimated work.</param>
    /// <param name="value">The compared measure of the trial, or <see langword="null"/> where it has no such number.</param>
    public void Completed(ITrial trial, double trialCost, double? value)
    {
        lock (_lock)
        {
            _least = Math.Min(_least, value ?? double.PositiveInfinity);
        }

        End(trial, trialCost, 0);
    }

    /// <summary>Reports that a trial has failed.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="trialCost">Its estimated work.</param>
    public void Failed(ITrial trial, double trialCost) => End(trial, trialCost, 1);

    /// <summary>Reports that an epoch of a trial has ended.</summary>
    /// <param name="key">The key of the trial.</param>
    /// <param name="trialCost">Its estimated work.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="of">All its epochs.</param>
    public void EpochEnded(string key, double trialCost, int epoch, int of)
    {
        lock (_lock)
        {
            long since = _running.TryGetValue(key, out var before) ? before.Since : clock.GetTimestamp();
            _running[key] = (epoch, of, trialCost, since);
        }

        Changed?.Invoke();
    }

    /// <summary>
    /// The progress in words: <c>40 of 100 trials ended, 2 failed, 12 s elapsed, about 18 s left, 3.3 a second</c>, then the least
    /// measure so far and the epoch of a long training.
    /// </summary>
    public string Describe()
    {
        lock (_lock)
        {
            TimeSpan elapsed = clock.GetElapsedTime(_start);
            List<string> parts = [FormattableString.Invariant($"{done + _ended} of {total} trials ended")];
            if (_failed > 0)
            {
                parts.Add(FormattableString.Invariant($"{_failed} failed"));
            }

            parts.Add($"{Time(elapsed)} elapsed");
            double share = Share();
            if (share is > 0 and < 1)
            {
                parts.Add($"about {Time(elapsed * ((1 - share) / share))} left");
            }

            if (_ended > 0 && elapsed > TimeSpan.Zero)
            {
                parts.Add(Rate(_ended / elapsed.TotalSeconds));
            }

            if (double.IsFinite(_least))
            {
                parts.Add(FormattableString.Invariant($"{measure} {_least:F4}"));
            }

            // Trainings of one batch are in one epoch. Others differ, and a list of epochs says nothing.
            (int Epoch, int Of)[] epochs = [.. _running.Values.Select(r => (r.Epoch, r.Of)).Distinct().Take(2)];
            if (epochs is [var only] && _running.Values.Any(r => clock.GetElapsedTime(r.Since) >= LongTraining))
            {
                parts.Add(FormattableString.Invariant($"epoch {only.Epoch} of {only.Of}"));
            }

            return string.Join(", ", parts);
        }
    }

    /// <summary>A time in a few words: <c>12 s</c>, <c>3.2 min</c>, <c>5.1 h</c>.</summary>
    internal static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        < 100 => time.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture) + " s",
        < 6000 => time.TotalMinutes.ToString("F1", CultureInfo.InvariantCulture) + " min",
        _ => time.TotalHours.ToString("F1", CultureInfo.InvariantCulture) + " h",
    };

    private static string Rate(double perSecond) => perSecond switch
    {
        >= 1 => FormattableString.Invariant($"{perSecond:G3} a second"),
        >= 1.0 / 60 => FormattableString.Invariant($"{60 * perSecond:G3} a minute"),
        _ => FormattableString.Invariant($"{3600 * perSecond:G3} an hour"),
    };

    /// <summary>The share of the work that this process has done.</summary>
    private double Share() =>
        cost <= 0 ? 0 : Math.Min(1, (_costEnded + _running.Values.Sum(r => r.Cost * r.Epoch / Math.Max(1, r.Of))) / cost);

    private void End(ITrial trial, double trialCost, int failures)
    {
        lock (_lock)
        {
            _running.Remove(trial.Key);
            _ended++;
            _failed += failures;
            _costEnded += trialCost;
        }

        Changed?.Invoke();
    }
}
