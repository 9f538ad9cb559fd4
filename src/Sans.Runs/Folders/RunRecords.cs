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
            return JsonSerializer.Deserialize<RunRecord>(Bytes(file), JsonFormat.Indented)
                ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{file}: this is not the record of a run: {e.Message}");
        }
    }

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

    /// <summary>A record in the form of its file.</summary>
    internal static string Json(RunRecord record) => JsonSerializer.Serialize(record, JsonFormat.Indented) + "\n";
}
