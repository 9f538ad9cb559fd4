using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sans.Core.Training;

namespace Sans.Benchmarks.Csc;

/// <summary>What the peers compute. It is written as <c>task.json</c> for <c>csc.py</c>.</summary>
/// <param name="Signals">The signals to encode.</param>
/// <param name="Recoveries">The signals with known atoms.</param>
/// <param name="Kernels">The numbers of atoms.</param>
/// <param name="Sizes">The samples of atoms.</param>
internal sealed record PeerTask(
    IReadOnlyList<PeerSignal> Signals, IReadOnlyList<PeerSignal> Recoveries, int[] Kernels, int[] Sizes)
{
    /// <summary>λ of the training, as shares of the least λ at which no atom is used.</summary>
    public double[] Regularizations { get; init; } = [0.3, 0.6];

    /// <summary>λ of the codes, as shares of the same for the trained atoms.</summary>
    public double[] Codings { get; init; } = [0.7, 0.5, 0.35, 0.25, 0.17, 0.12, 0.08, 0.05];

    /// <summary>The mean number of activations of a window that ends the path of codings.</summary>
    public int MostActivations { get; init; } = 160;

    /// <summary>Alternations of alphacsc.</summary>
    public int AlphacscIterations { get; init; } = 25;

    /// <summary>Iterations of sporco.</summary>
    public int SporcoIterations { get; init; } = 100;
}

/// <summary>A signal in a file of <c>float32</c>.</summary>
/// <param name="Name">The name by which lines refer to it.</param>
/// <param name="File">The file.</param>
/// <param name="Length">Samples of a window.</param>
/// <param name="Train">Windows of training, at the beginning.</param>
/// <param name="Coded">Windows to encode, behind them.</param>
/// <param name="Regularization">λ of the training where it is one. 0 elsewhere.</param>
internal sealed record PeerSignal(string Name, string File, int Length, int Train, int Coded, double Regularization = 0);

/// <summary>A line of <c>csc.py</c>: atoms of a signal, codes with these atoms, a missing package, or an error.</summary>
/// <param name="Peer"><c>alphacsc</c> or <c>sporco</c>.</param>
/// <param name="Version">Its version, on its first line.</param>
/// <param name="Missing">The reason for which it cannot be imported, or <see langword="null"/>.</param>
/// <param name="Error">The reason for which the cell failed, or <see langword="null"/>.</param>
/// <param name="Signal">The name of the signal.</param>
/// <param name="Kernels">Number of atoms.</param>
/// <param name="Size">Samples of an atom.</param>
/// <param name="Regularization">λ of the training.</param>
/// <param name="Seconds">Processor seconds of the training, or of the coding of all coded windows.</param>
/// <param name="Atoms">The atoms.</param>
/// <param name="IsSigned">Whether amplitudes may be negative.</param>
/// <param name="Coding">λ of the codes.</param>
/// <param name="Code">For each coded window its events: atom, start, amplitude.</param>
internal sealed record PeerLine(
    string Peer,
    string? Version = null,
    string? Missing = null,
    string? Error = null,
    string? Signal = null,
    int Kernels = 0,
    int Size = 0,
    double Regularization = 0,
    double Seconds = 0,
    float[][]? Atoms = null,
    bool IsSigned = true,
    double Coding = 0,
    double[][][]? Code = null)
{
    /// <summary>The events of each window.</summary>
    public IReadOnlyList<CscEvent[]> Events =>
        [.. (Code ?? []).Select(w => w.Select(e => new CscEvent((int)e[0], (int)e[1], e[2])).ToArray())];
}

/// <summary>Runs alphacsc and sporco in a Python, where they can be imported.</summary>
internal static class CscPeers
{
    private const string Script = "csc.py";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes a signal for the peers.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <param name="name">The name of the signal.</param>
    /// <param name="split">Its windows. Those of validation and test are encoded.</param>
    /// <param name="regularization">λ of the training where it is one.</param>
    public static PeerSignal Write(string folder, string name, SignalSplit split, double regularization = 0)
    {
        string file = Path.Combine(folder, $"{string.Concat(name.Where(char.IsAsciiLetterOrDigit))}.f32");
        float[] all = [.. split.Train.Samples, .. split.Validation.Samples, .. split.Test.Samples];
        File.WriteAllBytes(file, MemoryMarshal.AsBytes<float>(all).ToArray());
        return new PeerSignal(name, file, split.Train.Length, split.Train.Count, split.Validation.Count + split.Test.Count, regularization);
    }

    /// <summary>Runs the peers.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="folder">A folder for the task.</param>
    /// <param name="task">The task.</param>
    /// <param name="lines">Receives the lines of the peers.</param>
    /// <returns>The reason for which there are no lines, or <see langword="null"/>.</returns>
    public static string? Run(string python, string folder, PeerTask task, List<PeerLine> lines)
    {
        string script = Path.Combine(folder, Script), taskFile = Path.Combine(folder, "task.json");
        using (Stream source = typeof(CscPeers).Assembly.GetManifestResourceStream(Script)!)
        using (Stream target = File.Create(script))
        {
            source.CopyTo(target);
        }

        File.WriteAllText(taskFile, JsonSerializer.Serialize(task, Json));
        ProcessStartInfo start = new(python, [script, taskFile]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string threads in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"])
        {
            start.Environment[threads] = "1";
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            return $"'{python}' cannot be started: {e.Message}";
        }

        using (process)
        {
            string last = "";
            process.ErrorDataReceived += (_, e) => last = string.IsNullOrWhiteSpace(e.Data) ? last : e.Data;
            process.BeginErrorReadLine();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                lines.Add(JsonSerializer.Deserialize<PeerLine>(line, Json)!);
            }

            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{python} {Script} ended with {process.ExitCode}: {last}";
        }
    }
}
