using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Cpu.Recordings;
using Sans.Data;
using Sans.Data.Models;

namespace Sans.Framework;

/// <summary>
/// A trained network that encodes recordings to events, and decodes events to recordings. Several threads may call every method
/// at once. It prints and logs nothing.
/// </summary>
public sealed class SanModel
{
    /// <summary>Wraps a trained network.</summary>
    /// <param name="model">The network on signals, with the facts needed to apply it.</param>
    /// <param name="activations">The activations that it can name. The default is those of the framework.</param>
    /// <exception cref="ArgumentException">
    /// The network is one on images, or has a value that no model can have. The message names it.
    /// </exception>
    public SanModel(TrainedModel model, IActivationRegistry? activations = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (Model, Activations) = (model, activations ?? Core.ActivationRegistry.Instance);
        if ((ModelFile.MistakeIn(model) ?? (model.Dimensions == 1 ? MistakeInState() : "a network on images encodes no recordings"))
            is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(model));
        }
    }

    /// <summary>The network, with the facts about its training.</summary>
    public TrainedModel Model { get; }

    /// <summary>The weights of each kernel, <c>[m] float32</c>.</summary>
    public IReadOnlyList<float[]> Kernels => Model.Network.Kernels;

    /// <summary>
    /// The least distance between events of one kernel that the activation keeps, in samples. It is 0 if the activation removes
    /// none.
    /// </summary>
    public int ShortestDistance => Activations.Visit(Model.Network.Activation, new Distance(Model.Network));

    /// <summary>The activations that it can name.</summary>
    internal IActivationRegistry Activations { get; }

    /// <summary>
    /// Number of samples of the windows that the activation selects in. It is <see langword="null"/> if it selects from the
    /// whole recording.
    /// </summary>
    public int? WindowOfSelection => Activations.Visit(Model.Network.Activation, new Windows(Model.Network));

    /// <summary>Reads a model.</summary>
    /// <param name="path">A file of a run's folder <c>models</c>, or one of <see cref="Save"/>. It is verified.</param>
    /// <param name="activations">
    /// The activations that it can name. The default is those of the framework. An own activation needs the generated
    /// <c>ActivationRegistry.Instance</c> of its project.
    /// </param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="DatasetException">The file cannot be used. The message says why.</exception>
    public static SanModel Load(string path, IActivationRegistry? activations = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TrainedModel model = ModelFile.Read(path, (activations ?? Core.ActivationRegistry.Instance).Schemas);
        try
        {
            return new SanModel(model, activations);
        }
        catch (ArgumentException error) when (error.ParamName == nameof(model))
        {
            throw new DatasetException($"{path}: {error.Message[..error.Message.IndexOf(" (Parameter", StringComparison.Ordinal)]}");
        }
    }

    /// <summary>Writes the model as a safetensors file.</summary>
    /// <param name="path">The file. An existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written, or its folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllBytes(path, ModelFile.Write(Model));
    }

    /// <summary>
    /// The recording behind the filters of the model, as <see cref="Encode(Recording, CancellationToken)"/> sees it. A piece that is
    /// too short for them becomes missing, with a note.
    /// </summary>
    /// <param name="recording">The recording, with one channel.</param>
    /// <exception cref="ArgumentException">The recording has several channels, or its rate or pieces are wrong.</exception>
    /// <exception cref="DatasetException">
    /// Its rate is not that of the model, or is unknown or does not fit the filters, or a sample is infinite.
    /// </exception>
    public Recording Filter(Recording recording)
    {
        OneChannel.Require(recording);
        RequireRate(recording.Channels[0].SampleRateHz, recording.Name);
        return RecordingFilter.Apply(recording, Model.Filters);
    }

    /// <summary>Encodes a recording. Events lie in the recording behind the filters of the model.</summary>
    /// <param name="recording">The recording, with one channel.</param>
    /// <param name="cancellationToken">Checked between pieces.</param>
    /// <exception cref="ArgumentException">The recording has several channels, or its rate or pieces are wrong.</exception>
    /// <exception cref="DatasetException">
    /// The samples cannot be used, or the rate is not that of the model. A recording without a rate is encoded as it is.
    /// </exception>
    /// <exception cref="OperationCanceledException">The encoding was stopped.</exception>
    public SanEncoding Encode(Recording recording, CancellationToken cancellationToken = default)
    {
        RecordingChannel channel = Filter(recording).Channels[0];
        double[] samples = channel.Samples as double[] ?? [.. channel.Samples];
        SanEncoding encoding = Encode(recording.Name, new HeldSamples(samples, channel.Starts), cancellationToken);
        return new SanEncoding(encoding, encoding.SampleCount, encoding.Scales, encoding.Score)
        {
            Recording = recording.Name,
            Channel = channel.Label,
            Units = channel.Units,
            SampleRateHz = channel.SampleRateHz,
        };
    }

    /// <summary>Encodes samples.</summary>
    /// <param name="samples"><c>[N]</c>, at least 2, in any unit. NaN is a missing sample, which divides the recording.</param>
    /// <param name="cancellationToken">Checked between pieces.</param>
    /// <exception cref="DatasetException">The samples cannot be used, or the model has filters, which need a rate.</exception>
    /// <exception cref="OperationCanceledException">The encoding was stopped.</exception>
    public SanEncoding Encode(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default) =>
        Model.Filters is null or { IsEmpty: true }
            ? Encode("", new SingleSamples(samples), cancellationToken)
            : throw new DatasetException("the model filters its input, and samples without a rate cannot be filtered; encode a Recording");

    /// <summary>Reconstructs a whole recording in the unit of the signal.</summary>
    /// <param name="encoding">The events of this model.</param>
    /// <returns>As many samples as the recording behind the filters of the model has. Missing samples are NaN.</returns>
    /// <exception cref="ArgumentException">An event has a kernel or scale that this model does not have.</exception>
    public float[] Decode(SanEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return Decode(encoding, checked((int)encoding.SampleCount));
    }

    /// <summary>
    /// Reconstructs a recording. Events of <see cref="Encode(Recording, CancellationToken)"/> give it in the unit of the
    /// signal, with NaN for missing samples. Other events give it normalised.
    /// </summary>
    /// <param name="events">The events, in any order.</param>
    /// <param name="sampleCount">Number of samples of the result, at least 0.</param>
    /// <exception cref="ArgumentException">
    /// The number of samples is below 0, or an event has a kernel or scale that this model does not have.
    /// </exception>
    public float[] Decode(IReadOnlyList<SanEvent> events, int sampleCount)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNegative(sampleCount);
        SanEvent[] sorted = [.. events.OrderBy(e => e.Position)];
        RequireOwn(sorted);
        float[] samples = new float[sampleCount];
        if (events is not SanEncoding encoding)
        {
            new RecordingDecoder(Model.Network, sorted).Write(0, samples);
            return samples;
        }

        Array.Fill(samples, float.NaN);
        int first = 0;
        foreach ((long start, int length) in RunsOf(encoding.Scales).TakeWhile(r => r.Start < sampleCount))
        {
            // Atoms do not reach across a gap.
            first = FirstAt(sorted, first, start);
            int end = FirstAt(sorted, first, start + length);
            RecordingDecoder run = new(Model.Network, sorted[first..end]);
            run.Write(start, samples.AsSpan((int)start, (int)Math.Min(length, sampleCount - start)));
        }

        foreach (PieceScale scale in encoding.Scales.Where(s => s.Start < sampleCount))
        {
            foreach (ref float sample in samples.AsSpan((int)scale.Start, (int)Math.Min(scale.Length, sampleCount - scale.Start)))
            {
                sample = (float)(scale.Mean + (scale.Deviation * sample));
            }
        }

        return samples;

        static int FirstAt(SanEvent[] events, int from, long position)
        {
            int at = from;
            while (at < events.Length && events[at].Position < position)
            {
                at++;
            }

            return at;
        }
    }

    /// <summary>Encodes a recording and gives its φ.</summary>
    /// <inheritdoc cref="Encode(Recording, CancellationToken)"/>
    public SanScore Evaluate(Recording recording, CancellationToken cancellationToken = default) =>
        Encode(recording, cancellationToken).Score;

    /// <summary>Encodes samples and gives their φ.</summary>
    /// <inheritdoc cref="Encode(ReadOnlySpan{float}, CancellationToken)"/>
    public SanScore Evaluate(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default) =>
        Encode(samples, cancellationToken).Score;

    /// <summary>Refuses events that this model cannot have made.</summary>
    /// <exception cref="ArgumentException">An event has a kernel or scale that this model does not have.</exception>
    internal void RequireOwn(IEnumerable<SanEvent> events)
    {
        (int kernels, int copies) = (Kernels.Count, Model.Network.CopyCount);
        foreach (SanEvent e in events)
        {
            if (e.Kernel < 0 || e.Kernel >= kernels || e.Scale < 0 || e.Scale >= copies)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"the event at sample {e.Position} has kernel {e.Kernel} and scale {e.Scale}, but the ")
                        + FormattableString.Invariant($"model has kernels 0 to {kernels - 1} and scales 0 to {copies - 1}"),
                    nameof(events));
            }
        }
    }

    /// <summary>Refuses recordings of another rate than that of the training.</summary>
    /// <exception cref="DatasetException">The rates differ.</exception>
    internal void RequireRate(double? sampleRateHz, string name)
    {
        double? rate = Model.Filters?.ResampleHz ?? sampleRateHz;
        if (Model.SampleRateHz is { } trained && rate is { } found && Math.Abs(found - trained) > 1e-6 * trained)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{name} has {found} samples per second, but the model was trained at {trained}; read it by a dataset with ")
                    + FormattableString.Invariant($"'resample_hz: {trained}', or without a rate to encode it as it is"));
        }
    }

    /// <summary>The stretches without a missing sample or a gap.</summary>
    internal static IEnumerable<(long Start, int Length)> RunsOf(IReadOnlyList<PieceScale> scales)
    {
        for (int i = 0; i < scales.Count;)
        {
            long start = scales[i].Start;
            long end = start;
            for (; i < scales.Count && scales[i].Start == end && (end == start || !scales[i].BeginsRun); i++)
            {
                end += scales[i].Length;
            }

            yield return (start, checked((int)(end - start)));
        }
    }

    private SanEncoding Encode<TSource>(string name, TSource source, CancellationToken cancellationToken)
        where TSource : ISampleSource, allows ref struct
    {
        List<SanEvent> events = [];
        List<PieceScale> scales = [];
        ChannelSummary summary = ChannelEncoder.Encode(
            name, Model, Activations, source, folder: null, events.Add, scales.Add, cancellationToken);
        events.Sort((a, b) => a.Kernel != b.Kernel ? a.Kernel.CompareTo(b.Kernel) : a.Position.CompareTo(b.Position));
        return new SanEncoding(events, summary.SampleCount, scales, summary.Score);
    }

    private string? MistakeInState()
    {
        int expected = Activations.Visit(Model.Network.Activation, new StateSize(Kernels.Count));
        return Model.Network.ActivationState is not { } state || state.Count == expected ? null : FormattableString.Invariant(
            $"'activation_state' has {state.Count} numbers, but '{Model.Network.Activation.Name}' has {expected}");
    }

    private sealed class StateSize(int kernelCount) : IActivationVisitor<int>
    {
        public int Visit<T>(T activation)
            where T : struct, ISparseActivation => activation is ILearnedActivation learned ? learned.StateSize(kernelCount) : 0;
    }

    private sealed class Distance(SanNetwork network) : IActivationVisitor<int>
    {
        public int Visit<T>(T activation)
            where T : struct, ISparseActivation =>
            activation switch
            {
                IDistanceActivation distance => network.OfCopies().Kernels.Min(k => distance.DistanceOf(k.Length)),
                IThresholdActivation { Candidates: CandidateSet.Extrema } threshold => network.Kernels.Min(
                    k => new Extrema(threshold.BorderTolerance ?? 0).DistanceOf(k.Length)),
                PhiPursuit pursuit => network.Kernels.Min(k => pursuit.ByThreshold(0).DistanceOf(k.Length)),
                _ => 0,
            };
    }

    private sealed class Windows(SanNetwork network) : IActivationVisitor<int?>
    {
        public int? Visit<T>(T activation)
            where T : struct, ISparseActivation => activation switch
            {
                _ when network.Scales.Count > 0 => network.WindowLength,
                Identity or Relu or IDistanceActivation or ICellActivation or IThresholdActivation => null,
                PhiPursuit when network.PursuitThreshold is not null => null,
                PhiPursuit { Stop: PursuitStop.Threshold } => null,
                _ => network.WindowLength,
            };
    }
}
