using Sans.Core.Training;

namespace Sans.Benchmarks;

/// <summary>
/// The reasons why trainings of two engines end differently. The gradient is made of signs and selections. A residual
/// or a similarity that rounding moves over a boundary separates two trainings.
/// </summary>
internal static class PeerEvidence
{
    /// <summary>Prints a line for each training that ended apart.</summary>
    /// <param name="trainings">A training, by the engine, by the peer in float32 and by the peer in float64.</param>
    /// <param name="ends">The largest differences of a weight in the end: engine and peer, peer and its float64, engine and that.</param>
    public static void Print(
        IReadOnlyList<(NetworkTrial Trial, EngineTrace Engine, TrainingTrace Peer, TrainingTrace Exact)> trainings,
        IReadOnlyList<(double EnginePeer, double PeerExact, double EngineExact)> ends)
    {
        Console.WriteLine("""
            Trainings that end apart (e: engine, p: peer in float32, d: peer in float64): the largest difference of a weight in the end;
            the first step, of all, that decides otherwise (a sign or a kept position), and how near engine and p had been until then; how near to its boundary the engine was there;
            the first step at which p and d part; how far e and p are from d before any of the three parts.
            training                                e-p     p-d     e-d  | e-p part at  e-p before     tie | p-d part at | e-d before  p-d before
            """);
        int explained = 0;
        foreach ((var (trial, engine, peer, exact), var end) in trainings.Zip(ends))
        {
            int step = engine.FirstStepApart(peer);
            int peerStep = peer.FirstStepApart(exact);
            int first = Math.Min(step, Math.Min(peerStep, engine.FirstStepApart(exact)));
            double tie = step < engine.Decisions.Length ? LargestMargin(engine, peer, step) : double.NaN;

            // A sample of the reconstruction is the sum of two correlations. Each has m weights and numbers of about 1.
            double before = engine.DifferenceBefore(step, peer);
            explained += before < 1e-4 && tie <= 2 * trial.KernelSize * before ? 1 : 0;
            Console.WriteLine(FormattableString.Invariant(
                $"{trial.Key,-36} {end.EnginePeer:E1} {end.PeerExact:E1} {end.EngineExact:E1} | {step,5} of ")
                    + FormattableString.Invariant($"{engine.Decisions.Length,3} {before,11:E1} {tie,7:E0} | {peerStep,11} | ")
                        + FormattableString.Invariant(
                            $"{engine.DifferenceBefore(first, exact),10:E1} {peer.DifferenceBefore(first, exact),11:E1}"));
        }

        Console.WriteLine(FormattableString.Invariant($"{explained} of {trainings.Count} of them agree within 1e-4 up to that step, ")
            + FormattableString.Invariant($"and part at a tie that their difference there can have decided: nearer than 2 m times it"));
    }

    /// <summary>The engine's distance from the decision of the peer, at the difference where it is largest.</summary>
    private static double LargestMargin(EngineTrace engine, TrainingTrace peer, int step)
    {
        (byte[] ours, byte[] theirs) = (engine.Decisions[step], peer.Decisions[step]);
        int[] apart = [.. Enumerable.Range(0, ours.Length).Where(t => ours[t] != theirs[t])];
        int[] dropped = [.. apart.Where(t => ours[t] < 4 && theirs[t] >= 4)];
        int[] kept = [.. apart.Where(t => ours[t] >= 4 && theirs[t] < 4)];
        if (dropped.Length + kept.Length == 0)
        {
            return apart.Max(t => Math.Abs(engine.Residuals[step][t]));
        }

        // Other positions give other reconstructions, whose signs are no longer ties. A position is chosen by its sign,
        // or by its magnitude before others.
        float[] s = engine.Similarities[step];
        return dropped.Concat(kept).Max(p => dropped.Concat(kept)
            .Where(q => dropped.Contains(p) != dropped.Contains(q))
            .Select(q => Math.Abs(Math.Abs(s[p]) - Math.Abs(s[q])))
            .Append(Math.Abs(s[p]))
            .Min());
    }
}
