using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sans.Tests.Data;

/// <summary>
/// A real HTTP server on the loopback address that can misbehave. Each request for a path gets the next of its answers. The
/// last one repeats.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, (Answer[] Answers, int Next)> _answers = new(StringComparer.Ordinal);

    public LoopbackServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The requests so far: the path, and the requested range.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Sets the answers to requests for a path.</summary>
    /// <param name="path">The path without its first <c>/</c>, or the whole address, as a proxy is asked.</param>
    /// <param name="answers">The answers, in order.</param>
    public void Serve(string path, params Answer[] answers) =>
        _answers[path.Contains("://", StringComparison.Ordinal) ? path : "/" + path] = (answers, 0);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                _ = HandleAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using NetworkStream stream = client.GetStream();
                using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
                string path = (await reader.ReadLineAsync())!.Split(' ')[1];
                Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    string[] parts = line.Split(": ", 2);
                    headers[parts[0]] = parts[1];
                }

                Requests.Enqueue($"{path} {headers.GetValueOrDefault("Range")}".Trim());
                (Answer[] answers, int next) = _answers.AddOrUpdate(
                    path, _ => ([new Answer(404)], 0), (_, entry) => (entry.Answers, entry.Next + 1));
                await SendAsync(stream, answers[Math.Min(Math.Max(0, next - 1), answers.Length - 1)], headers);
            }
            catch (IOException)
            {
                // The client has gone.
            }
        }
    }

    private async Task SendAsync(NetworkStream stream, Answer answer, Dictionary<string, string> headers)
    {
        if (answer.IsSilent)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        byte[] content = answer.Content ?? [];
        int from = 0;
        int status = answer.Status;
        bool isSame = !headers.TryGetValue("If-Range", out string? tag) || tag == answer.Tag;
        if (status == 200 && headers.TryGetValue("Range", out string? range) && isSame)
        {
            from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            status = from < content.Length ? 206 : 416;
        }

        byte[] body = status == 416 ? [] : content[from..];
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Answer\r\nConnection: close\r\n");
        if (answer.ClaimedLength is not -1)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.ClaimedLength ?? body.Length}\r\n");
        }

        if (status == 206)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n");
        }

        if (answer.Tag is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"ETag: {answer.Tag}\r\n");
        }

        head.Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()));
        await stream.WriteAsync(body.AsMemory(0, Math.Min(body.Length, answer.CutAfter ?? body.Length)));
    }
}

/// <summary>One answer of a <see cref="LoopbackServer"/>.</summary>
internal sealed record Answer(int Status, byte[]? Content = null)
{
    /// <summary>The tag of this version of the content.</summary>
    public string? Tag { get; init; }

    /// <summary>The byte at which the connection is cut.</summary>
    public int? CutAfter { get; init; }

    /// <summary>A length other than that of the content, -1 for none.</summary>
    public int? ClaimedLength { get; init; }

    /// <summary>Whether nothing is ever sent.</summary>
    public bool IsSilent { get; init; }
}
