using System.Globalization;
using Sans.Core.Phi;
using Sans.Core.Pursuit;
using Sans.Core.Training;

namespace Sans.Benchmarks.Csc;

/// <summary>
/// Our options against convolutional sparse coding by alphacsc and sporco: φ, loss at equal CR⁻¹, bits, times, recovery of
/// known atoms, and R peaks. One program measures the codes of all (<see cref="CscCode"/>).
/// </summary>
internal static class CscComparison
{
    // The codes are computed again by plain loops, which decide ties otherwise.
    private const double Tolerance = 1e-3;

    // λ of the peers in the recovery, as shares of the largest.
    private const double SparseShare = 0.3;
    private const double DenseShare = 0.1;

    private static readonly string[] PeerNames = ["alphacsc", "sporco"];

    /// <summary>Prints all tables.</summary>
    /// <param name="python">The interpreter, or <see langword="null"/> for no peers.</param>
    public static void Print(string? python)
    {
        Console.WriteLine(FormattableString.Invariant($"peak of a core {MachinePeak.Gigaflops():F1} GFLOP/s, one thread"));
        CscOwn own = CscOwn.Train();
        List<PeerLine> lines = [];
        (RecoverySet Set, int Seed, KnownSignal Signal)[] known =
        [
            .. from set in CscRecovery.Sets
               from seed in Enumerable.Range(CscRecovery.FirstSeed, 5)
               select (set, seed, CscRecovery.Draw(set, seed)),
        ];
        if (python is not null)
        {
            RunPeers(python, own, known, lines);
        }

        PeerCell[] peers = [.. PeerCell.Of(lines, own)];
        PrintCells(own, peers);
        PrintLosses(own, peers);
        PrintBest(own, peers);
        PrintBits(own, peers);
        PrintTimes(own, lines, peers);
        PrintRecovery(known, lines);
        if (own.Datasets.Contains("mitdb"))
        {
            PrintScale();
            PrintBeats();
        }
    }

    private static void RunPeers(
        string python, CscOwn own, (RecoverySet Set, int Seed, KnownSignal Signal)[] known, List<PeerLine> lines)
    {
        string folder = Directory.CreateTempSubdirectory("sans-csc-").FullName;
        try
        {
            PeerTask task = new(
                [.. own.Datasets.Select(d => CscPeers.Write(folder, d, own.Data[d]))],
                [
                    .. known.Select(k => CscPeers.Write(
                        folder, RecoveryName(k.Set, k.Seed), k.Signal.Split, k.Set.Density < 0.01 ? SparseShare : DenseShare)),
                ],
                [1, 2, 4],
                CscOwn.CommonSizes);
            if (CscPeers.Run(python, folder, task, lines) is { } reason)
            {
                Console.WriteLine($"no more peers: {reason}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (PeerLine line in lines.Where(l => (l.Missing ?? l.Version ?? l.Error) is not null))
        {
            string cell = FormattableString.Invariant($"{line.Peer} {line.Signal} q={line.Kernels} m={line.Size}");
            Console.WriteLine(line.Error is { } error ? $"{cell}: {error}" : $"{line.Peer}: {line.Missing ?? "version " + line.Version}");
        }
    }

    private static string RecoveryName(RecoverySet set, int seed) => FormattableString.Invariant($"{set.Name} seed {seed}");

    /// <summary>φ on test for the sizes that all programs try.</summary>
    private static void PrintCells(CscOwn own, PeerCell[] peers)
    {
        Head("φ on test: means over windows, and over seeds for our options. λ and distance are chosen on validation");
        Row(["data", "q", "m", .. CscOwn.Options, "transposed, refit", .. peers.Select(p => p.Method).Distinct()], isHead: true);
        foreach ((string dataset, int q, int m) in Sizes(own))
        {
            CscCell transposed = own.At(dataset, "transposed", q, m)!;
            SignalWindows test = own.Data[dataset].Test;
            Row(
            [
                dataset, $"{q}", $"{m}",
                .. CscOwn.Options.Select(o => Text(own.At(dataset, o, q, m)?.Test)),
                Text(transposed.Seeds.Average(s => CscOwn.Encode(s, test).Refitted(test).Phi(test).MeanPhi)),
                .. peers.Select(p => p.Method).Distinct().Select(method => Text(
                    peers.Where(p => p.Is(dataset, q, m, method)).MinBy(p => p.Validation)?.Test.MeanPhi)),
            ]);
            foreach (NetworkResult seed in CscOwn.Options.SelectMany(o => own.At(dataset, o, q, m)?.Seeds ?? []))
            {
                double phi = CscOwn.Encode(seed, test).Phi(test).MeanPhi;
                if (Math.Abs(phi - seed.Test.MeanPhi) > Tolerance)
                {
                    Console.WriteLine(
                        FormattableString.Invariant($"{seed.Trial.Key}: φ {seed.Test.MeanPhi:F5} by the engine, {phi:F5} here"));
                }
            }
        }
    }

    /// <summary>The loss on test at the number of activations of the transposed option.</summary>
    private static void PrintLosses(CscOwn own, PeerCell[] peers)
    {
        string[] methods = [.. peers.Select(p => p.Method).Distinct()];
        Head("loss on test at the CR⁻¹ of transposed, interpolated along λ for peers");
        Row(["data", "q", "m", "A", "CR⁻¹", "transposed", "refit", "its kernels, pursuit", "pursuit", .. methods], isHead: true);
        foreach ((string dataset, int q, int m) in Sizes(own))
        {
            SignalWindows test = own.Data[dataset].Test;
            CscCell transposed = own.At(dataset, "transposed", q, m)!, pursuit = own.At(dataset, "pursuit", q, m)!;
            CscCode[] codes = [.. transposed.Seeds.Select(s => CscOwn.Encode(s, test))];
            PhiMean[] scores = [.. codes.Select(c => c.Phi(test))];
            double ratio = scores.Average(s => s.InverseCompressionRatio);
            PursuitOptions[] counts = [.. codes.Select(c => new PursuitOptions(Stop: PursuitStop.Count, Limit: Math.Round(c.MeanCount)))];
            Row(
            [
                dataset, $"{q}", $"{m}", FormattableString.Invariant($"{codes.Average(c => c.MeanCount):F1}"), Text(ratio),
                Text(scores.Average(s => s.NormalizedReconstructionLoss)),
                Text(codes.Average(c => c.Refitted(test).Phi(test).NormalizedReconstructionLoss)),
                Text(Enumerable.Range(0, codes.Length).Average(
                    i => CscOwn.Encode(codes[i].Atoms, test, counts[i]).Phi(test).NormalizedReconstructionLoss)),
                Text(Enumerable.Range(0, codes.Length).Average(
                    i => CscOwn.Encode(CscOwn.AtomsOf(pursuit.Seeds[i]), test, counts[i]).Phi(test).NormalizedReconstructionLoss)),
                .. methods.Select(method => Text(peers
                    .Where(p => p.Is(dataset, q, m, method))
                    .GroupBy(p => p.Regularization)
                    .Select(g => Interpolated([.. g.Select(p => p.Test)], ratio))
                    .Min())),
            ]);
        }
    }

    /// <summary>The best sizes by validation.</summary>
    private static void PrintBest(CscOwn own, PeerCell[] peers)
    {
        Head("least φ: option and size chosen on validation, measured on test");
        Row(["data", "method", "q", "m", "A", "φ"], isHead: true);
        foreach (string dataset in own.Datasets)
        {
            SignalWindows test = own.Data[dataset].Test;
            foreach (string option in (string[])[.. CscOwn.Options, ""])
            {
                CscCell best = own.Best(dataset, option.Length == 0 ? null : option);
                double count = best.Seeds.Average(s => CscOwn.Encode(s, test).MeanCount);
                string name = option.Length == 0 ? $"**best: {best.Option}**" : $"{option}: {best.Settings}";
                Row([
                    dataset, name, $"{best.KernelCount}", $"{best.KernelSize}",
                    FormattableString.Invariant($"{count:F0}"), FormattableString.Invariant($"{best.Test:F3} ± {best.Deviation:F3}")]);
            }

            foreach (IGrouping<string, PeerCell> method in peers.Where(p => p.Dataset == dataset).GroupBy(p => p.Method))
            {
                PeerCell best = method.MinBy(p => p.Validation)!;
                Row([
                    dataset, method.Key, $"{best.KernelCount}", $"{best.KernelSize}",
                    FormattableString.Invariant($"{best.Count:F0}"), Text(best.Test.MeanPhi)]);
            }
        }
    }

    private static void PrintBits(CscOwn own, PeerCell[] peers)
    {
        Head("bits of these: positions as differences, amplitudes of 8 bits. φ is no rate of compression");
        Row(["data", "method", "q", "m", "bits per sample", "kernels once, bits", "PRD, %"], isHead: true);
        foreach (string dataset in own.Datasets)
        {
            SignalWindows test = own.Data[dataset].Test;
            foreach (string option in CscOwn.Options)
            {
                CscCell best = own.Best(dataset, option);
                CscBits[] bits = [.. best.Seeds.Select(s => CscBits.Of(CscOwn.Encode(s, test), test))];
                RowOfBits(option, best.KernelCount, best.KernelSize, bits);
            }

            foreach (IGrouping<string, PeerCell> method in peers.Where(p => p.Dataset == dataset).GroupBy(p => p.Method))
            {
                PeerCell best = method.MinBy(p => p.Validation)!;
                RowOfBits(method.Key, best.KernelCount, best.KernelSize, [CscBits.Of(best.TestCode, test)]);
            }

            void RowOfBits(string method, int kernels, int size, CscBits[] bits) => Row(
            [
                dataset, method, $"{kernels}", $"{size}",
                Text(bits.Average(b => b.BitsPerSample)),
                FormattableString.Invariant($"{bits[0].KernelBits}"),
                FormattableString.Invariant($"{bits.Average(b => b.Prd):F1}"),
            ]);
        }
    }

    private static void PrintTimes(CscOwn own, List<PeerLine> lines, PeerCell[] peers)
    {
        Head("processor seconds of the best cell by validation for one seed, without and with the search over sizes");
        Row(["data", "method", "one training", "with the search"], isHead: true);
        foreach (string dataset in own.Datasets)
        {
            foreach (string option in CscOwn.Options)
            {
                Row([
                    dataset, option, Seconds(own.TrainingSeconds(own.Best(dataset, option))), Seconds(own.SearchSeconds(dataset, option))]);
            }

            foreach (string peer in PeerNames)
            {
                // A search trains each cell, and encodes along λ.
                PeerLine[] all = [.. lines.Where(l => l.Peer == peer && l.Signal == dataset)];
                if (peers.Where(p => p.Dataset == dataset && p.Peer == peer).MinBy(p => p.Validation) is { } best)
                {
                    Row([dataset, peer, Seconds(best.Seconds), Seconds(all.Sum(l => l.Seconds))]);
                }
            }
        }
    }

    private static void PrintRecovery((RecoverySet Set, int Seed, KnownSignal Signal)[] known, List<PeerLine> lines)
    {
        Head("recovery of known atoms, mean over five data seeds: start of least validation φ (mean of five starts)");
        Row(["method", .. CscRecovery.Sets.Select(s => s.Name), "seconds"], isHead: true);
        foreach ((string name, string yaml) in CscRecovery.Options)
        {
            double seconds = 0;
            List<string> cells = [];
            foreach (RecoverySet set in CscRecovery.Sets)
            {
                (double Chosen, double Mean, double Seconds)[] seeds =
                    [.. known.Where(k => k.Set == set).Select(k => CscRecovery.Recover(yaml, k.Signal, RecoveryName(k.Set, k.Seed)))];
                cells.Add(FormattableString.Invariant($"{seeds.Average(s => s.Chosen):F3} ({seeds.Average(s => s.Mean):F3})"));
                seconds += seeds.Sum(s => s.Seconds) / 5;
            }

            Row([name, .. cells, Seconds(seconds / known.Length)]);
        }

        foreach (string peer in PeerNames)
        {
            ILookup<string, PeerLine> found = lines
                .Where(l => l.Peer == peer && l.Atoms is not null && l.Signal is not null)
                .ToLookup(l => l.Signal!);
            PeerLine[] all = [.. known.SelectMany(k => found[RecoveryName(k.Set, k.Seed)])];
            if (all.Length > 0)
            {
                Row(
                [
                    peer,
                    .. CscRecovery.Sets.Select(set =>
                    {
                        double[] scores =
                        [
                            .. from k in known
                               where k.Set == set
                               from line in found[RecoveryName(k.Set, k.Seed)]
                               select Networks.Measures.AtomMatch.Recovery(line.Atoms!, k.Signal.Atoms),
                        ];
                        return scores.Length == 0 ? "-" : Text(scores.Average());
                    }),
                    Seconds(all.Average(l => l.Seconds)),
                ]);
            }
        }
    }

    private static void PrintScale()
    {
        Head("learning from a whole recording: mitdb 100, q = 4, m = 64, 5 epochs. Encoding by extrema: q = 2, m = 50");
        CscScale scale = CscScale.Measure();
        Row(
            ["samples", "training, s", "process, s of processors", "process, s by the clock", "MiB", "φ of ten windows", "encoding, s"],
            isHead: true);
        Row(
        [
            FormattableString.Invariant($"{scale.Samples:N0}"), Seconds(scale.TrainingSeconds), Seconds(scale.ProcessBusy),
            Seconds(scale.ProcessWall), FormattableString.Invariant($"{scale.ProcessPeak:F0}"), Text(scale.Phi), FormattableString.Invariant($"{scale.EncodingSeconds:F4}"),
        ]);
    }

    private static void PrintBeats()
    {
        Head("R peaks of mitdb 100 by encode, detect and score, within 50 ms, from sample 8,000");
        Row(["option", "seed", "found", "hits", "sensitivity", "positive predictivity", "jitter, samples"], isHead: true);
        foreach (CscBeats beats in CscBeats.Measure())
        {
            Row(
            [
                beats.Option, $"{beats.Seed}", $"{beats.Found}", $"{beats.Hits}",
                FormattableString.Invariant($"{beats.Sensitivity:F4}"), FormattableString.Invariant($"{beats.PositivePredictivity:F4}"),
                FormattableString.Invariant($"{beats.Jitter:F2}"),
            ]);
        }
    }

    private static IEnumerable<(string Dataset, int Kernels, int Size)> Sizes(CscOwn own) =>
        from dataset in own.Datasets from q in (int[])[1, 2, 4] from m in CscOwn.CommonSizes select (dataset, q, m);

    /// <summary>The loss at a CR⁻¹ between two points, or <see langword="null"/> where none is so large or so small.</summary>
    private static double? Interpolated(PhiMean[] path, double ratio)
    {
        PhiMean[] sorted = [.. path.OrderBy(p => p.InverseCompressionRatio)];
        for (int i = 1; i < sorted.Length; i++)
        {
            (PhiMean low, PhiMean high) = (sorted[i - 1], sorted[i]);
            if (low.InverseCompressionRatio <= ratio && ratio <= high.InverseCompressionRatio)
            {
                double share = (ratio - low.InverseCompressionRatio)
                    / Math.Max(double.Epsilon, high.InverseCompressionRatio - low.InverseCompressionRatio);
                return low.NormalizedReconstructionLoss
                    + (share * (high.NormalizedReconstructionLoss - low.NormalizedReconstructionLoss));
            }
        }

        return null;
    }

    private static void Head(string title) => Console.WriteLine($"\n{title}\n");

    private static void Row(IReadOnlyList<string> cells, bool isHead = false)
    {
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
        if (isHead)
        {
            Console.WriteLine($"|{string.Concat(Enumerable.Repeat(" --- |", cells.Count))}");
        }
    }

    private static string Text(double? value) => value is { } number ? number.ToString("F3", CultureInfo.InvariantCulture) : "-";

    private static string Seconds(double value) => value.ToString(value < 1 ? "F3" : "F2", CultureInfo.InvariantCulture);
}
