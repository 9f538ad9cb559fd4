using System.Security.Cryptography;

namespace Sans.Data.Catalog;

/// <summary>
/// The digests of files at their first fetch: <c>fetched.sha256</c> in the data folder, in the format of <c>sha256sum</c>.
/// </summary>
/// <param name="folder">The data folder.</param>
public sealed class DigestRecord(DataFolder folder)
{
    private const string Name = "fetched.sha256";

    private readonly string _file = folder.Combine(Name);

    /// <summary>Every digest, by path in the data folder.</summary>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        if (!DataFile.Exists(_file))
        {
            return digests;
        }

        string[] lines = DataFile.Read(_file, stream =>
        {
            using StreamReader reader = new(stream);
            return reader.ReadToEnd().Split('\n');
        });
        int number = 0;
        foreach (string line in lines.Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            string[] parts = line.Split("  ", 2);
            if (parts.Length != 2 || parts[0].Length != 2 * SHA256.HashSizeInBytes || !parts[0].All(char.IsAsciiHexDigitLower))
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{_file}({number}): a line must be a SHA-256 digest, two spaces and a path; found '{line}'"));
            }

            digests[parts[1]] = parts[0];
        }

        return digests;
    }

    /// <summary>Adds a digest.</summary>
    public void Add(string path, string sha256) => File.AppendAllText(_file, $"{sha256}  {path}\n");

    /// <summary>The digest of a file.</summary>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public static string Of(string file) => DataFile.Read(file, stream => Convert.ToHexStringLower(SHA256.HashData(stream)));
}
