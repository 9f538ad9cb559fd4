using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Polly;
using Polly.Retry;

namespace Sans.Data.Catalog;

/// <summary>How files are fetched.</summary>
public sealed record FetchOptions
{
    /// <summary>An address that has every file under its path in the data folder, in place of the catalogue's sources.</summary>
    public string? Mirror { get; init; }

    /// <summary>Times that a source is tried again after an error that may pass.</summary>
    public int MostRetries { get; init; } = 4;

    /// <summary>Wait before the first of them; each further wait is about twice as long.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection may be silent.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Is told how far a fetch has come.</summary>
public interface IFetchProgress
{
    /// <summary>More of a file has come.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Bytes so far.</param>
    /// <param name="total">Bytes of the whole file, where that is known.</param>
    void Advanced(string path, long bytes, long? total);

    /// <summary>Something worth knowing.</summary>
    void Noted(string message);
}

/// <summary>
/// Fetches single files. What has come of a file waits in <c>.partial/</c> of the data folder, from where an interrupted fetch goes on; the file itself appears
/// whole, after its size and digest have been verified.
/// </summary>
/// <param name="client">Makes the requests; has no time limit of its own.</param>
/// <param name="folder">The data folder.</param>
/// <param name="options">How.</param>
/// <param name="progress">Is told how it goes.</param>
public sealed class FileFetcher(HttpClient client, DataFolder folder, FetchOptions options, IFetchProgress progress)
{
    // More than any dataset here; a server that sends without end must not fill the disk.
    private const long LargestFile = 4L << 30;
    private const int BufferBytes = 1 << 16;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Fetches a file from the first source that has it, and records the digest of one that has none in the catalogue.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops; what has come is kept for the next time.</param>
    /// <exception cref="DatasetException">No source has the right file; the message names each and what was wrong with it.</exception>
    public async Task FetchAsync(CatalogFile file, CancellationToken cancellationToken)
    {
        DigestRecord record = new(folder);
        string? recorded = record.Read().GetValueOrDefault(file.Path);
        List<string> failures = [];
        IEnumerable<string> sources = options.Mirror is { } mirror ? [mirror.TrimEnd('/') + "/" + file.Path] : file.Sources;
        foreach (string source in sources)
        {
            try
            {
                PartialFile partial = new(folder, file.Path, source);
                string digest = await Pipeline(file.Path)
                    .ExecuteAsync(async token => await TryFetchAsync(file, source, partial, token).ConfigureAwait(false), cancellationToken)
                    .ConfigureAwait(false);
                if ((file.Sha256 ?? recorded) is { } expected && digest != expected)
                {
                    partial.Delete();
                    string why = file.Sha256 is null ? "as it was when it was first fetched" : "the published file";
                    throw new FetchException($"its SHA-256 is {digest}, but that of {why} is {expected}");
                }

                partial.MoveTo(file.In(folder));
                if (file.Sha256 is null && recorded is null)
                {
                    record.Add(file.Path, digest);
                }

                return;
            }
            catch (FetchException e)
            {
                failures.Add($"{source}: {e.Message}");
            }
        }

        throw new DatasetException([$"{file.Path} cannot be fetched", .. failures], null);
    }

    private ResiliencePipeline Pipeline(string path) => options.MostRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<FetchException>(e => e.MayPass),
        MaxRetryAttempts = options.MostRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.FirstDelay,
        MaxDelay = LongestDelay,
        DelayGenerator = attempt => new((attempt.Outcome.Exception as FetchException)?.Wait),
        OnRetry = attempt =>
        {
            progress.Noted(FormattableString.Invariant($"{path}: {attempt.Outcome.Exception!.Message}; trying again in {attempt.RetryDelay.TotalSeconds:F1} s"));
            return default;
        },
    }).Build();

    /// <summary>One request: goes on where the last one ended. Returns the digest of the whole file.</summary>
    private async Task<string> TryFetchAsync(CatalogFile file, string source, PartialFile partial, CancellationToken cancellationToken)
    {
        // Without a tag of the server or a known digest nothing would tell that the file has changed since.
        long there = partial.Tag is not null || file.Sha256 is not null ? partial.Length : 0;
        using HttpRequestMessage request = new(HttpMethod.Get, source);
        if (there > 0)
        {
            request.Headers.Range = new RangeHeaderValue(there, null);
            request.Headers.IfRange = partial.Tag is { } tag ? new RangeConditionHeaderValue(tag) : null;
        }

        using HttpResponseMessage response = await ListenAsync(
            token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken).ConfigureAwait(false);
        bool isRest = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == there;
        if (!isRest)
        {
            partial.Delete();
            there = 0;
        }

        RequireContent(response, isRest);
        long? total = there + response.Content.Headers.ContentLength;
        if (file.Bytes is { } bytes && total is not null && total != bytes)
        {
            throw new FetchException(FormattableString.Invariant($"the server has {total:N0} bytes, but the published file has {bytes:N0}"));
        }

        partial.Begin(response.Headers.ETag);
        await CopyAsync(response, file, partial, total, cancellationToken).ConfigureAwait(false);
        if (total is not null && partial.Length != total)
        {
            throw new FetchException(FormattableString.Invariant($"{partial.Length:N0} of {total:N0} bytes came")) { MayPass = true };
        }

        if (file.Bytes is { } expected && partial.Length != expected)
        {
            long length = partial.Length;
            partial.Delete();
            throw new FetchException(FormattableString.Invariant($"{length:N0} bytes came, but the published file has {expected:N0}"));
        }

        return partial.Digest();
    }

    private async Task CopyAsync(HttpResponseMessage response, CatalogFile file, PartialFile partial, long? total, CancellationToken cancellationToken)
    {
        using Stream content = await ListenAsync(response.Content.ReadAsStreamAsync, cancellationToken).ConfigureAwait(false);
        using FileStream target = partial.Append();
        byte[] buffer = new byte[BufferBytes];
        for (int read; (read = await ListenAsync(token => content.ReadAsync(buffer, token).AsTask(), cancellationToken).ConfigureAwait(false)) > 0;)
        {
            target.Write(buffer, 0, read);
            if (target.Length > (file.Bytes ?? LargestFile))
            {
                throw new FetchException(FormattableString.Invariant($"more than {file.Bytes ?? LargestFile:N0} bytes came"));
            }

            progress.Advanced(file.Path, target.Length, total);
        }
    }

    /// <summary>Waits for the network, but not for ever.</summary>
    private async Task<T> ListenAsync<T>(Func<CancellationToken, Task<T>> listen, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(options.LongestSilence);
        try
        {
            return await listen(silence.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new FetchException($"the connection failed: {e.Message}") { MayPass = true };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(FormattableString.Invariant($"nothing came for {options.LongestSilence.TotalSeconds:0.#} s")) { MayPass = true };
        }
    }

    private static void RequireContent(HttpResponseMessage response, bool isRest)
    {
        if (response.StatusCode == HttpStatusCode.OK || isRest)
        {
            return;
        }

        int code = (int)response.StatusCode;
        throw new FetchException(FormattableString.Invariant($"the server answers {code} ({response.ReasonPhrase})"))
        {
            MayPass = code is 408 or 416 or 429 or 206 || code >= 500,
            Wait = response.Headers.RetryAfter?.Delta is { } wait ? TimeSpan.FromTicks(Math.Min(wait.Ticks, LongestDelay.Ticks)) : null,
        };
    }

    /// <summary>Why a source did not give the file.</summary>
    private sealed class FetchException(string message) : Exception(message)
    {
        /// <summary>Whether trying again may help.</summary>
        public bool MayPass { get; init; }

        /// <summary>How long the server wants us to wait.</summary>
        public TimeSpan? Wait { get; init; }
    }

    /// <summary>What has come of a file from one source so far.</summary>
    private sealed class PartialFile
    {
        private readonly string _file;

        public PartialFile(DataFolder folder, string path, string source)
        {
            string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\n{source}")))[..16];
            _file = folder.Combine(".partial", key);
        }

        public long Length => File.Exists(_file) ? new FileInfo(_file).Length : 0;

        /// <summary>What the server called the file that has come in part.</summary>
        public EntityTagHeaderValue? Tag =>
            File.Exists(TagFile) && EntityTagHeaderValue.TryParse(File.ReadAllText(TagFile), out EntityTagHeaderValue? tag) && !tag.IsWeak ? tag : null;

        private string TagFile => _file + ".etag";

        public void Begin(EntityTagHeaderValue? tag)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            if (tag is not null)
            {
                File.WriteAllText(TagFile, tag.ToString());
            }
        }

        public FileStream Append() => new(_file, FileMode.Append, FileAccess.Write);

        public string Digest() => DigestRecord.Of(_file);

        public void Delete()
        {
            if (Directory.Exists(Path.GetDirectoryName(_file)))
            {
                File.Delete(_file);
                File.Delete(TagFile);
                RemoveEmptyFolder();
            }
        }

        public void MoveTo(string target)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(_file, target, overwrite: true);
            File.Delete(TagFile);
            RemoveEmptyFolder();
        }

        private void RemoveEmptyFolder()
        {
            string folder = Path.GetDirectoryName(_file)!;
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }
}
