using Sans.Core.Training;

namespace Sans.Networks.Growth;

/// <summary>Trains networks of which validation chooses one.</summary>
/// <param name="engine">The engine.</param>
/// <param name="sink">Receives warnings.</param>
/// <param name="cancellationToken">Stops soon.</param>
internal sealed class Trainings(INetworkEngine engine, ITrialSink sink, CancellationToken cancellationToken)
{
    /// <summary>The network with the least φ̄ on validation, the first of equals.</summary>
    /// <param name="candidates">The networks of one dataset, by rising kernel size.</param>
    /// <param name="split">The dataset.</param>
    /// <exception cref="TrialFailedException">All of them failed.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public NetworkResult Best(IEnumerable<NetworkTrial> candidates, SignalSplit split)
    {
        NetworkTrial[] trials = [.. candidates];
        Dictionary<string, SignalSplit> data = new(StringComparer.Ordinal) { [trials[0].Dataset] = split };
        Collector collector = new();
        engine.Run(trials, new NetworkData(data), collector, cancellationToken);
        NetworkResult[] ended = [.. trials.Select(t => collector.Results.GetValueOrDefault(t.Key)).OfType<NetworkResult>()];
        if (ended.Length == 0)
        {
            throw new TrialFailedException(collector.Failures[0].Reason);
        }

        foreach ((string key, string reason) in collector.Failures)
        {
            sink.Warn($"{key}: {reason}");
        }

        NetworkResult best = ended.MinBy(r => r.Validation.MeanPhi)!;
        return best.ActivationState is null
            ? best
            : throw new TrialFailedException(
                $"'{best.Trial.Activation.Name}' learns numbers beside the kernels, which growing networks do not carry on");
    }

    private sealed class Collector : ITrialSink<NetworkTrial, NetworkResult>
    {
        public Dictionary<string, NetworkResult> Results { get; } = new(StringComparer.Ordinal);

        public List<(string Key, string Reason)> Failures { get; } = [];

        public void Completed(NetworkResult result) => Results.Add(result.Trial.Key, result);

        public void Failed(NetworkTrial trial, string reason, Exception? defect) => Failures.Add((trial.Key, reason));
    }
}
