using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Polly;
using Polly.Retry;

namespace Sans.Data.Catalog;

/// <summary>The settings of a fetch.</summary>
public sealed record FetchOptions
{
    /// <summary>The address of a mirror that replaces the sources of the catalogue. Its paths are those of the data folder.</summary>
    public string? Mirror { get; init; }

    /// <summary>The number of retries of a source after a temporary error.</summary>
    public int MostRetries { get; init; } = 4;

    /// <summary>The mean wait before the first retry. The mean of each further wait is twice as long.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest silence of a connection.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Receives the progress of a fetch.</summary>
public interface IFetchProgress
{
    /// <summary>Reports that more of a file has arrived.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The number of bytes so far.</param>
    /// <param name="total">Bytes of the whole file, where that is known.</param>
    void Advanced(string path, long bytes, long? total);

    /// <summary>Reports a note for the user.</summary>
    void Noted(string message);
}

/// <summary>
/// Fetches single files. Incomplete files are in <c>.partial/</c> of the data folder, and an interrupted fetch continues with
/// them. A file appears only when its size and digest are verified.
/// </summary>
/// <param name="client">Makes the requests. It has no time limit of its own.</param>
/// <param name="folder">The data folder.</param>
/// <param name="options">The settings.</param>
/// <param name="progress">Receives the progress.</param>
public sealed class FileFetcher(HttpClient client, DataFolder folder, FetchOptions options, IFetchProgress progress)
{
    // It is more than any dataset here. A server that sends without end must not fill the disk.
    private const long LargestFile = 4L << 30;
    private const int BufferBytes = 1 << 16;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Fetches a file from the first source that has it. The digest of a file without one in the catalogue is recorded.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="check">
    /// Checks the content before the file appears. Its exception counts as a failure of that source.
    /// </param>
    /// <param name="cancellationToken">Stops the fetch. Received data are kept for the next time.</param>
    /// <exception cref="DatasetException">
    /// No source has the right file. The message names each source and its fault.
    /// </exception>
    public async Task FetchAsync(CatalogFile file, Action<string>? check, CancellationToken cancellationToken)
    {
        DigestRecord record = new(folder);
        string? recorded = record.Read().GetValueOrDefault(file.Path);
        List<string> failures = [];
        IEnumerable<string> sources = options.Mirror is { } mirror ? [mirror.TrimEnd('/') + "/" + file.Path] : file.Sources;
        foreach (string source in sources)
        {
            using PartialFile partial = new(folder, file.Path, source);
            try
            {
                string digest = await Pipeline(file.Path)
                    .ExecuteAsync(async token => await TryFetchAsync(file, source, partial, token).ConfigureAwait(false), cancellationToken)
                    .ConfigureAwait(false);
                RequireRight(file, partial, digest, recorded, check);
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

    private static void RequireRight(CatalogFile file, PartialFile partial, string digest, string? recorded, Action<string>? check)
    {
        if ((file.Sha256 ?? recorded) is { } expected && digest != expected)
        {
            partial.Delete();
            throw new FetchException(file.Sha256 is null
                ? $"its SHA-256 is {digest}, but was {expected} at the first fetch (see fetched.sha256 in the data folder)"
                : $"its SHA-256 is {digest}, but the published file has {expected}");
        }

        try
        {
            check?.Invoke(partial.File);
        }
        catch (DatasetException e)
        {
            partial.Delete();
            throw new FetchException(e.Problems[0].Replace(partial.File, "the content", StringComparison.Ordinal));
        }
    }

    private ResiliencePipeline Pipeline(string path) =>
        options.MostRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
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
                progress.Noted(FormattableString.Invariant(
                    $"{path}: {attempt.Outcome.Exception!.Message}; trying again in {attempt.RetryDelay.TotalSeconds:F1} s"));
                return default;
            },
        }).Build();

    /// <summary>Makes one request, which continues where the last one ended. Returns the digest of the whole file.</summary>
    private async Task<string> TryFetchAsync(CatalogFile file, string source, PartialFile partial, CancellationToken cancellationToken)
    {
        // Without a tag of the server or a known digest, nothing would tell whether the file has changed since.
        long there = partial.Tag is not null || file.Sha256 is not null ? partial.Length : 0;
        using HttpRequestMessage request = new(HttpMethod.Get, source);
        if (there > 0)
        {
            request.Headers.Range = new RangeHeaderValue(there, null);
            request.Headers.IfRange = partial.Tag is { } tag ? new RangeConditionHeaderValue(tag) : null;
        }

        using HttpResponseMessage response = await ListenAsync(
            token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                partial.Delete();
            }

            throw Refused(response);
        }

        bool isRest = response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange?.From == there
            && (partial.Tag is null || response.Headers.ETag is null || partial.Tag.Equals(response.Headers.ETag));
        if (!isRest)
        {
            partial.Delete();
            there = 0;
            if (response.StatusCode == HttpStatusCode.PartialContent)
            {
                throw new FetchException("the server sends a part that was not asked for") { MayPass = true };
            }
        }

        long? total = there + response.Content.Headers.ContentLength;
        if (file.Bytes is { } bytes && total is not null && total != bytes)
        {
            throw new FetchException(
                FormattableString.Invariant($"the server has {total:N0} bytes, but the published file has {bytes:N0}"));
        }

        partial.Begin(response.Headers.ETag);
        await CopyAsync(response, file, partial, total, cancellationToken).ConfigureAwait(false);
        if (total is not null && partial.Length != total)
        {
            throw new FetchException(FormattableString.Invariant($"{partial.Length:N0} of {total:N0} bytes arrived")) { MayPass = true };
        }

        if (file.Bytes is { } expected && partial.Length != expected)
        {
            long length = partial.Length;
            partial.Delete();
            throw new FetchException(FormattableString.Invariant($"{length:N0} bytes arrived, but the published file has {expected:N0}"));
        }

        return partial.Digest();
    }

    private async Task CopyAsync(
        HttpResponseMessage response, CatalogFile file, PartialFile partial, long? total, CancellationToken cancellationToken)
    {
        using Stream content = await ListenAsync(response.Content.ReadAsStreamAsync, cancellationToken).ConfigureAwait(false);
        using FileStream target = partial.Append();
        byte[] buffer = new byte[BufferBytes];
        for (int read; (read = await ListenAsync(
            token => content.ReadAsync(buffer, token).AsTask(), cancellationToken).ConfigureAwait(false)) > 0;)
        {
            target.Write(buffer, 0, read);
            if (target.Length > (file.Bytes ?? LargestFile))
            {
                target.Dispose();
                partial.Delete();
                throw new FetchException(FormattableString.Invariant($"more than {file.Bytes ?? LargestFile:N0} bytes arrived"));
            }

            progress.Advanced(file.Path, target.Length, total);
        }
    }

    /// <summary>Waits for the network, with a time limit.</summary>
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
            throw new FetchException(
                FormattableString.Invariant($"nothing arrived for {options.LongestSilence.TotalSeconds:0.#} s"))
            { MayPass = true };
        }
    }

    private static FetchException Refused(HttpResponseMessage response)
    {
        int code = (int)response.StatusCode;
        TimeSpan? wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - DateTimeOffset.UtcNow : null;
        return new FetchException(FormattableString.Invariant($"the server answers {code} ({response.ReasonPhrase})"))
        {
            MayPass = code is 408 or 416 or 429 || code >= 500,
            Wait = wait is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestDelay.Ticks)) : null,
        };
    }

    /// <summary>The failure of one source.</summary>
    private sealed class FetchException(string message) : Exception(message)
    {
        /// <summary>Whether a retry may help.</summary>
        public bool MayPass { get; init; }

        /// <summary>The wait that the server asks for.</summary>
        public TimeSpan? Wait { get; init; }
    }

    /// <summary>The part of a file from one source so far. One process holds it.</summary>
    private sealed class PartialFile : IDisposable
    {
        private readonly string _folder;
        private readonly FileStream _lock;

        /// <summary>Opens the part that an earlier fetch has left.</summary>
        /// <exception cref="DatasetException">Another process fetches the same file.</exception>
        public PartialFile(DataFolder folder, string path, string source)
        {
            string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\n{source}")))[..16];
            _folder = folder.Combine(".partial");
            File = Path.Combine(_folder, key);
            string lockFile = File + ".lock";
            Directory.CreateDirectory(_folder);
            try
            {
                _lock = new FileStream(
                    lockFile, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (System.IO.File.Exists(lockFile))
            {
                throw new DatasetException($"{path}: another process is fetching it");
            }
        }

        /// <summary>The path of the part.</summary>
        public string File { get; }

        /// <summary>The number of bytes received so far.</summary>
        public long Length => System.IO.File.Exists(File) ? new FileInfo(File).Length : 0;

        /// <summary>The server's tag of the file.</summary>
        public EntityTagHeaderValue? Tag =>
            System.IO.File.Exists(TagFile)
                && EntityTagHeaderValue.TryParse(System.IO.File.ReadAllText(TagFile), out EntityTagHeaderValue? tag)
                && !tag.IsWeak ? tag : null;

        private string TagFile => File + ".etag";

        /// <summary>Stores the server's tag of the file.</summary>
        public void Begin(EntityTagHeaderValue? tag)
        {
            if (tag is not null)
            {
                System.IO.File.WriteAllText(TagFile, tag.ToString());
            }
        }

        /// <summary>Opens the partial file for the next bytes.</summary>
        public FileStream Append() => new(File, FileMode.Append, FileAccess.Write);

        /// <summary>The SHA-256 of the partial file.</summary>
        public string Digest() => DigestRecord.Of(File);

        /// <summary>Deletes the partial file.</summary>
        public void Delete()
        {
            System.IO.File.Delete(File);
            System.IO.File.Delete(TagFile);
        }

        /// <summary>Moves the complete file to its place.</summary>
        public void MoveTo(string target)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Move(File, target, overwrite: true);
            System.IO.File.Delete(TagFile);
        }

        /// <summary>Releases the partial file for other processes. An empty folder is removed.</summary>
        public void Dispose()
        {
            _lock.Dispose();
            try
            {
                if (!Directory.EnumerateFileSystemEntries(_folder).Any())
                {
                    Directory.Delete(_folder);
                }
            }
            catch (IOException)
            {
                // Another fetch has begun in between and needs the folder.
            }
        }
    }
}
