using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Cpu.Recordings;
using Sans.Framework;

namespace Sans.Benchmarks;

/// <summary>
/// The encoding of samples as events, on one core. The recording is record 100 of mitdb or as many samples of a
/// synthetic ECG, with one kernel of 200 and extrema. It is compared with the multiply-adds of the similarity at the
/// peak of the core, and with <c>peer/recordings.py</c>.
/// </summary>
internal static class RecordingTimes
{
    private const int KernelSize = 200;
    private const int BorderTolerance = 20;
    private const int SampleCount = 650_000;
    private const int Rounds = 60;
    private const int PeerRepetitions = 20;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Measures by turns. The least time of each and the highest peak count.</summary>
    /// <param name="python">The interpreter that has scipy, or <see langword="null"/> for none.</param>
    public static void Print(string? python)
    {
        float[] x = Load(out string origin);
        SanModel model = new SanTrainer<Extrema>(new Extrema(BorderTolerance))
        {
            KernelSize = KernelSize,
            Samples = 12_000,
            WindowLength = 1_000,
            Split = (6, 2, 4),
            Epochs = 30,
            UsesTransposedDecoder = true,
        }.Fit(x.AsSpan(0, 12_000).ToArray());
        float[] normalized = Normalized(model, x);
        List<SanEvent> events = [];
        (double peak, double ofSimilarity, double whole) = (0, double.MaxValue, double.MaxValue);
        PeerResult? peer = null;
        for (int round = 0; round < Rounds; round++)
        {
            peak = Math.Max(peak, MachinePeak.Gigaflops());
            events.Clear();
            long start = Stopwatch.GetTimestamp();
            RecordingEncoder encoder = new(model.Model.Network, Experiments.ActivationRegistry.Instance);
            encoder.Add(normalized, events);
            encoder.End(events);
            ofSimilarity = Math.Min(ofSimilarity, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            SanEncoding encoding = model.Encode(x);
            whole = Math.Min(whole, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (encoding.Count != events.Count)
            {
                throw new InvalidOperationException("the two ways differ");
            }

            if (python is not null && round % (Rounds / 3) == 0)
            {
                PeerResult next = RunPeer(python, normalized, model);
                peer = peer is null || next.Seconds < peer.Seconds ? next : peer;
            }
        }

        double least = 2e-6 * x.Length * KernelSize / peak;
        Console.WriteLine(FormattableString.Invariant(
            $"{x.Length:N0} samples ({origin}), one kernel of {KernelSize}, {events.Count:N0} events, peak {peak:F1} GFLOP/s"));
        Console.WriteLine(FormattableString.Invariant($"its multiply-adds at the peak        {least,8:F3} ms"));
        Line("float[] normalised, to events", ofSimilarity);
        Line("the same with normalisation and φ", whole);
        if (peer is not null)
        {
            double milliseconds = 1e3 * peer.Seconds;
            Console.WriteLine(FormattableString.Invariant($"scipy, {peer.Precision} (events {peer.Counts[0]:N0} + {peer.Counts[1]:N0})  ")
                + FormattableString.Invariant(
                    $"{milliseconds,8:F3} ms, {milliseconds / ofSimilarity:F1} times the first and {milliseconds / whole:F1} times the second"));
        }

        void Line(string what, double milliseconds) => Console.WriteLine(FormattableString.Invariant(
            $"{what,-36} {milliseconds,8:F3} ms, {milliseconds / least:F2} times the multiply-adds"));
    }

    private static float[] Load(out string origin)
    {
        if (Environment.GetEnvironmentVariable("SANS_DATA") is { } folder
            && Path.Combine(folder, "physionet", "mitdb", "100.hea") is var file && File.Exists(file))
        {
            origin = "mitdb 100";
            return [.. Recording.Load(file, "0").Channels[0].Samples.Select(s => (float)s)];
        }

        origin = "synthetic";
        Random random = new(1);
        return
        [
            .. Enumerable.Range(0, SampleCount).Select(t => (float)((2 * Math.Exp(-Math.Pow(((t % 290) - 60) / 8.0, 2)))
                + (0.5 * Math.Exp(-Math.Pow(((t % 290) - 150) / 25.0, 2))) + (0.1 * (random.NextDouble() - 0.5)))),
        ];
    }

    private static float[] Normalized(SanModel model, float[] x)
    {
        float[] normalized = new float[x.Length];
        double[] samples = [.. x.Select(v => (double)v)];
        int n = model.Model.Network.WindowLength;
        for (int first = 0; first < x.Length; first += n)
        {
            int count = Math.Min(n, x.Length - first);
            PieceScale.OfWindow(samples.AsSpan(first, count), first, "", normalized.AsSpan(first, count));
        }

        return normalized;
    }

    private static PeerResult RunPeer(string python, float[] normalized, SanModel model)
    {
        string folder = Directory.CreateTempSubdirectory("sans-peer").FullName;
        try
        {
            string signal = Path.Combine(folder, "signal.f32"), kernel = Path.Combine(folder, "kernel.f32");
            File.WriteAllBytes(signal, MemoryMarshal.AsBytes(normalized.AsSpan()).ToArray());
            File.WriteAllBytes(kernel, MemoryMarshal.AsBytes(model.Kernels[0].AsSpan()).ToArray());
            ProcessStartInfo start = new(
                python,
                [
                    Path.Combine(AppContext.BaseDirectory, "peer", "recordings.py"), signal, kernel,
                    FormattableString.Invariant($"{model.ShortestDistance}"), FormattableString.Invariant($"{PeerRepetitions}"),
                ])
            { RedirectStandardOutput = true };
            start.Environment["OMP_NUM_THREADS"] = "1";
            using Process process = Process.Start(start)!;
            string line = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return JsonSerializer.Deserialize<PeerResult>(line, Json)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record PeerResult(double Seconds, string Precision, int[] Counts);
}
