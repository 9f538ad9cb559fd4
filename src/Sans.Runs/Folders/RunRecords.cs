using System.Text.Json;
using Sans.Configuration.Files;
using Sans.Runs.Journals;
using Sans.Runs.Shards;

namespace Sans.Runs.Folders;

/// <summary>Reads and writes records: <c>run.json</c>, and <c>run.2-of-4.json</c> of a shard.</summary>
public static class RunRecords
{
    /// <summary>The records of the shards of a run.</summary>
    /// <exception cref="UserErrorException">One of their records cannot be read.</exception>
    public static IReadOnlyList<(Shard Shard, RunRecord Record)> OfShards(string path) =>
        [.. from file in Directory.GetFiles(path, "run.*.json")
            let parts = Path.GetFileName(file).Split('.')
            where parts.Length == 3
            let shard = Shard.TryParse(parts[1], out Shard parsed) ? parsed : default
            where shard.Count > 0
            orderby shard.Count, shard.Number
            select (shard, Read(file))];

    /// <summary>The record of a run.</summary>
    /// <exception cref="UserErrorException">The record cannot be read.</exception>
    public static RunRecord Of(string path) => Read(Path.Combine(path, RunFolders.RecordName));

    /// <summary>The record in a file.</summary>
    /// <exception cref="UserErrorException">The file cannot be read.</exception>
    internal static RunRecord Read(string file)
    {
        try
        {
            RunRecord? record = JsonSerializer.Deserialize<RunRecord>(Bytes(file), JsonFormat.Indented);
            return record is null ? throw Unusable(file, "it says null") : IsComplete(record) ? record : throw Unusable(
                file, "a count is negative, or a process of 'sessions' is missing or has no versions or machine");
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line && e.BytePositionInLine is { } bytes
                ? FormattableString.Invariant($"({line + 1},{bytes + 1})")
                : "";
            throw Unusable(file + place, WhatIsWrong(e));
        }
    }

    private static bool IsComplete(RunRecord record) =>
        record is { TrialCount: >= 0, CompletedCount: >= 0, FailedCount: >= 0, ShardCount: >= 0, Sessions.Count: > 0 }
        && record.Sessions.All(s => s is { Versions: not null, Machine: not null });

    /// <summary>The fault in words of JSON. The exception has words of .NET.</summary>
    private static string WhatIsWrong(JsonException e)
    {
        const string Missing = "missing required properties including: ";
        return e.Message.Split(Missing) is [_, { } keys] ? $"these keys are missing: {keys.TrimEnd('.')}"
            : e.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? $"'{path[2..]}' has a wrong value, or the file ends there"
            : "it is not the JSON of a record";
    }

    private static UserErrorException Unusable(string place, string why) => new(
        $"{place}: this is not the record of a run: {why}. Restore the file, or start a new run with the {RunFolders.ConfigName} beside it");

    /// <summary>The content of a file of a run.</summary>
    /// <exception cref="UserErrorException">The file cannot be read.</exception>
    internal static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"{file} cannot be read: {FileProblem.Reason(e)}");
        }
    }

    /// <summary>Finds the form of records. The serializer needs as long for it as for reading small data.</summary>
    internal static void Prepare()
    {
        JsonFormat.Indented.MakeReadOnly(populateMissingResolver: true);
        JsonFormat.Indented.GetTypeInfo(typeof(RunRecord));
    }

    /// <summary>A record in the form of its file.</summary>
    internal static string Json(RunRecord record) => JsonSerializer.Serialize(record, JsonFormat.Indented) + "\n";
}
