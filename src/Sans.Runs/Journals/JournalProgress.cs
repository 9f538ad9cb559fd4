using System.Text.Json;

namespace Sans.Runs.Journals;

/// <summary>Number of trials in the journals of a run, counted without verification.</summary>
/// <param name="Completed">The trials with a result.</param>
/// <param name="Failed">The failed trials without a result.</param>
public sealed record JournalProgress(int Completed, int Failed)
{
    /// <summary>Counts the trials of some journals. Incomplete and unreadable lines do not count.</summary>
    public static JournalProgress Of(IEnumerable<string> journals)
    {
        HashSet<string> completed = new(StringComparer.Ordinal);
        HashSet<string> failed = new(StringComparer.Ordinal);
        foreach (string line in journals.SelectMany(File.ReadLines))
        {
            if (TryReadHead(line, out string key, out bool isCompleted))
            {
                (isCompleted ? completed : failed).Add(key);
            }
        }

        failed.ExceptWith(completed);
        return new JournalProgress(completed.Count, failed.Count);
    }

    private static bool TryReadHead(string line, out string key, out bool isCompleted)
    {
        (key, isCompleted) = ("", false);
        try
        {
            JournalHead? head = JsonSerializer.Deserialize<JournalHead>(line, JsonFormat.Line);
            (key, isCompleted) = (head?.Key ?? "", head?.State == "completed");
            return head is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record JournalHead(string Key, string State);
}
