using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Tests.Cpu;

namespace Sans.Benchmarks;

/// <summary>
/// A built-in activation and its copy from another assembly, in turn. Activations of users run through the same engine
/// code.
/// </summary>
internal static class CustomActivation
{
    private const int WarmUpRounds = 1_000;
    private const int KernelSize = 10;

    /// <summary>Prints the least time of each and their ratio.</summary>
    /// <param name="rounds">Trainings of each.</param>
    public static void Print(int rounds)
    {
        NetworkData data = PhysioNetLike.Load();
        CpuEngine engine = new(new WithCopy(), 1);
        NetworkTrial[] trials = [Trial("extrema_pool_indices"), Trial("copied_pool")];
        double[] least = [double.MaxValue, double.MaxValue];
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            for (int i = 0; i < trials.Length; i++)
            {
                LastResult sink = new();
                engine.Run([trials[i]], data, sink, CancellationToken.None);
                least[i] = round < 0 ? least[i] : Math.Min(least[i], sink.Result!.Duration.TotalMilliseconds);
            }
        }

        Console.WriteLine(FormattableString.Invariant($"built-in {least[0]:F3} ms, copy {least[1]:F3} ms, ratio {least[1] / least[0]:F3}"));
    }

    private static NetworkTrial Trial(string activation) => PhysioNetLike.Trial(new ActivationConfig(activation, default), KernelSize);

    /// <summary>The activations of the experiments and the copy.</summary>
    private sealed class WithCopy : IActivationRegistry
    {
        public IReadOnlyList<ActivationSchema> Schemas => Experiments.ActivationRegistry.Instance.Schemas;

        public TResult Visit<TResult>(ActivationConfig activation, IActivationVisitor<TResult> visitor) =>
            activation.Name == "copied_pool"
                ? visitor.Visit(default(CopiedPool))
                : Experiments.ActivationRegistry.Instance.Visit(activation, visitor);
    }

    private sealed class LastResult : ITrialSink<NetworkTrial, NetworkResult>
    {
        public NetworkResult? Result { get; private set; }

        public void Completed(NetworkResult result) => Result = result;

        public void Failed(NetworkTrial trial, string reason, Exception? defect) =>
            throw new InvalidOperationException($"{trial.Key}: {reason}", defect);
    }
}
