using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sans.Configuration;

namespace Sans.Runner.Running;

/// <summary>The folder of one run; its files are plain and can be read by any tool.</summary>
internal sealed class RunFolder
{
    private const int HashHexDigits = 8;

    private RunFolder(string path) => Path = path;

    /// <summary>Where it is, relative to the working directory as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Creates <c>{root}/{experiment}/{UTC time}-{hash of the resolved config}[-n]</c>, a folder that no other run has.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="experiment">What will run.</param>
    /// <param name="start">When.</param>
    /// <exception cref="UserErrorException">The folder cannot be written to.</exception>
    public static RunFolder Create(string root, ExperimentConfig experiment, DateTimeOffset start)
    {
        string config = ResolvedYaml.Write(experiment);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(config)))[..HashHexDigits];
        string name = start.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + hash;
        try
        {
            for (int n = 1; ; n++)
            {
                string path = System.IO.Path.Combine(root, experiment.Name, n == 1 ? name : FormattableString.Invariant($"{name}-{n}"));
                Directory.CreateDirectory(path);
                if (TryClaim(path, config))
                {
                    return new RunFolder(path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"no run folder can be made in {root}: {e.Message}");
        }
    }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file so that it is there whole or not at all.</summary>
    public void Write(string name, string text)
    {
        string partial = File(name + ".partial");
        System.IO.File.WriteAllText(partial, text);
        System.IO.File.Move(partial, File(name), overwrite: true);
    }

    /// <summary>Writes a value as an indented JSON file.</summary>
    public void WriteJson<T>(string name, T value) => Write(name, JsonSerializer.Serialize(value, JsonFormat.Indented) + "\n");

    /// <summary>Whoever creates the config file first has the folder; a second run in the same second takes the next number.</summary>
    private static bool TryClaim(string path, string config)
    {
        string file = System.IO.Path.Combine(path, "config.yaml");
        try
        {
            using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(config));
            return true;
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            return false;
        }
    }
}
