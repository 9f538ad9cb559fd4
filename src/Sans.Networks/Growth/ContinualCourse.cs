using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Studies;

namespace Sans.Networks.Growth;

/// <summary>Learns datasets one after another (docs/method/extensions.md, 5.2 to 5.4).</summary>
internal sealed class ContinualCourse
{
    private readonly Trainings _trainings;
    private readonly IActivationRegistry _registry;
    private readonly ContinualConfig _config;
    private readonly NetworkTrial[][] _phases;
    private readonly SignalSplit[] _splits;
    private readonly List<Mode> _modes = [];

    // The last network of all kernels, where modes are not trained alone.
    private NetworkResult? _whole;

    /// <summary>Prepares a course.</summary>
    /// <param name="trainings">Trains its networks.</param>
    /// <param name="registry">The activations that they can name.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="config">Gate, freeze, trigger and initialization.</param>
    /// <param name="data">The datasets.</param>
    public ContinualCourse(
        Trainings trainings, IActivationRegistry registry, GrownTrial trial, ContinualConfig config, NetworkData data)
    {
        (_trainings, _registry, _config) = (trainings, registry, config);
        _phases = [.. trial.Networks.GroupBy(n => n.Dataset).Select(g => g.ToArray())];
        _splits = [.. _phases.Select(p => data[p[0].Dataset])];
    }

    private NetworkTrial First => _phases[0][0];

    /// <summary>Learns every phase, and measures all phases after each.</summary>
    /// <exception cref="TrialFailedException">Every size of a kernel failed in a phase.</exception>
    public ContinualPayload Run()
    {
        List<ContinualPhase> phases = [];
        List<IReadOnlyList<GatedExample>[]> after = [];
        for (int phase = 0; phase < _phases.Length; phase++)
        {
            int? delay = null;
            if (phase == 0)
            {
                Add(phase, _trainings.Best(_phases[phase], _splits[phase]), _splits[phase].Train);
            }
            else
            {
                delay = Learn(phase);
            }

            Gate gate = GateOf();
            bool hasMode = _modes.Exists(m => m.Phase == phase);
            phases.Add(new ContinualPhase(
                hasMode,
                hasMode ? [.. _modes.First(m => m.Phase == phase).Kernels.Select(k => k.Length)] : [],
                gate.WeightCount,
                delay,
                _config.Trigger is { } trigger ? Alarms(gate, _splits[phase].Test, trigger).Count() : null));
            after.Add([.. _splits.Select(s => gate.Each(s.Test))]);
        }

        return PayloadOf(phases, after);
    }

    /// <summary>Learns a later phase.</summary>
    /// <returns>The number of its training examples until a mode was created, or <see langword="null"/> without a trigger.</returns>
    private int? Learn(int phase)
    {
        SignalSplit split = _splits[phase];
        if (_config.Trigger is not { } trigger)
        {
            Train(phase, split);
            return null;
        }

        int? alarm = Alarms(GateOf(), split.Train, trigger).Cast<int?>().FirstOrDefault();
        if (alarm is { } last)
        {
            // The mode learns from the foreign examples that created it, and from those that follow.
            int first = last - trigger.Patience + 1;
            Train(phase, split with { Train = From(split.Train, first) });
        }

        return alarm + 1;
    }

    private void Train(int phase, SignalSplit split)
    {
        float[][] old = [.. _modes.SelectMany(m => m.Kernels)];
        if (!_config.Create)
        {
            NetworkTrial trial = GrownTrial.Sized(_phases[phase][0], old) with { Start = new StartingKernels(old, 0), Mode = phase };
            Replace(_trainings.Best([trial], split));
            return;
        }

        float[] residuals = _config.Initialization == ModeInitialization.Residual ? GateOf().Residuals(split.Train) : [];
        bool isAlone = _config.Gate == ModeGate.Example;
        NetworkResult best = _trainings.Best(
            _phases[phase].Select(network =>
            {
                float[][] given = [.. isAlone ? [] : old, .. Pieces(network, residuals, split.Train.Shape)];
                NetworkTrial trial = isAlone ? network : GrownTrial.Sized(
                    network, [.. old, .. Enumerable.Range(0, network.KernelCount).Select(_ => new float[network.KernelSize])]);
                return trial with
                {
                    Mode = _modes.Count,
                    Start = given.Length == 0 ? null : new StartingKernels(given, !isAlone && _config.Freeze ? old.Length : 0),
                };
            }),
            split);
        Add(phase, best, split.Train);
    }

    /// <summary>The first weights of a mode: the largest piece of the residual for its first kernel. Others are drawn.</summary>
    private static float[][] Pieces(NetworkTrial network, float[] residuals, ExampleShape shape) =>
        residuals.Length == 0 ? [] : [GrowthCourse.Piece(network, residuals, shape, network.KernelSize)];

    /// <summary>Adds the mode of a phase, and takes the older kernels from the network where they trained on.</summary>
    private void Add(int phase, NetworkResult network, SignalWindows train)
    {
        int old = _modes.Sum(m => m.Kernels.Count);
        bool isAlone = _config.Gate == ModeGate.Example;
        _modes.Add(new Mode(phase, [.. network.Kernels.Skip(isAlone ? 0 : old)], train, isAlone ? network : null));
        if (!isAlone)
        {
            Replace(network);
        }
    }

    private void Replace(NetworkResult network)
    {
        _whole = network;
        int first = 0;
        for (int i = 0; i < _modes.Count; i++)
        {
            int count = _modes[i].Kernels.Count;
            _modes[i] = _modes[i] with { Kernels = [.. network.Kernels.Skip(first).Take(count)] };
            first += count;
        }
    }

    private Gate GateOf() => new(
        _config.Gate,
        [.. _modes.Select(m => m.Kernels)],
        First.Activation,
        _registry,
        First.Readings is { UseTransposedDecoder: true });

    /// <summary>The examples that complete a number of foreign ones in succession. After one, counting begins anew.</summary>
    private IEnumerable<int> Alarms(Gate gate, SignalWindows stream, TriggerConfig trigger)
    {
        // μ of each mode is that of the examples that it was trained and chosen on.
        double[] means =
        [
            .. _modes.Select(m => GatedExample.MeanOf([.. gate.Each(m.Train), .. gate.Each(_splits[m.Phase].Validation)]).MeanPhi),
        ];
        int foreign = 0;
        for (int i = 0; i < stream.Count; i++)
        {
            GatedExample example = gate.Of(stream[i]);
            foreign = example.Score.Phi > trigger.Ratio * example.Modes.Max(m => means[m]) ? foreign + 1 : 0;
            if (foreign == trigger.Patience)
            {
                foreign = 0;
                yield return i;
            }
        }
    }

    private ContinualPayload PayloadOf(List<ContinualPhase> phases, List<IReadOnlyList<GatedExample>[]> after)
    {
        int last = phases.Count - 1;
        List<IReadOnlyList<PhiMean>> measured = [];
        List<double> charges = [];
        List<int> changed = [];
        for (int phase = 0; phase < phases.Count; phase++)
        {
            IReadOnlyList<GatedExample> own = after[phase][phase], end = after[last][phase];
            measured.Add([.. after.Select(a => GatedExample.MeanOf(a[phase]))]);
            double charge = (phases[last].WeightCount - phases[phase].WeightCount) / (double)_splits[phase].Test.Length;
            charges.Add(GatedExample.MeanOf(own, charge).MeanPhi - measured[phase][phase].MeanPhi);
            changed.Add(own.Zip(end).Count(e => !e.First.Reconstruction.AsSpan().SequenceEqual(e.Second.Reconstruction)));
        }

        NetworkResult[] networks = _whole is { } whole ? [whole] : [.. _modes.Select(m => m.Network!)];
        return new ContinualPayload
        {
            Phases = phases,
            Phi = measured,
            Charges = charges,
            ChangedCounts = changed,
            NetworkPhases = [.. networks.Select(n => Array.FindIndex(_phases, p => p[0].Dataset == n.Trial.Dataset))],
            Networks = [.. networks.Select(SanPayload.Of)],
        };
    }

    private static SignalWindows From(SignalWindows windows, int first) =>
        new(windows.Samples[(first * windows.Length)..].ToArray(), windows.Shape);

    /// <summary>A mode.</summary>
    /// <param name="Phase">The phase that created it.</param>
    /// <param name="Kernels">Its kernels.</param>
    /// <param name="Train">The examples that it was trained on.</param>
    /// <param name="Network">Its training, or <see langword="null"/> where it was trained beside others.</param>
    private sealed record Mode(int Phase, IReadOnlyList<float[]> Kernels, SignalWindows Train, NetworkResult? Network);
}
