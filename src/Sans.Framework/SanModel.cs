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
    /// <exception cref="ArgumentException">The network is one on images.</exception>
    public SanModel(TrainedModel model, IActivationRegistry? activations = null)
    {
        if (model.Dimensions != 1)
        {
            throw new ArgumentException("a network on images encodes no recordings", nameof(model));
        }

        (Model, Activations) = (model, activations ?? Core.ActivationRegistry.Instance);
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
    /// <param name="activations">The activations that it can name. The default is those of the framework.</param>
    /// <exception cref="DatasetException">The file cannot be used. The message says why.</exception>
    public static SanModel Load(string path, IActivationRegistry? activations = null)
    {
        TrainedModel model = ModelFile.Read(path, (activations ?? Core.ActivationRegistry.Instance).Schemas);
        return model.Dimensions == 1
            ? new SanModel(model, activations)
            : throw new DatasetException($"{path}: a network on images encodes no recordings");
    }

    /// <summary>Writes the model as a safetensors file.</summary>
    /// <param name="path">The file. An existing one is replaced.</param>
    public void Save(string path) => File.WriteAllBytes(path, ModelFile.Write(Model));

    /// <summary>
    /// The recording behind the filters of the model, as <see cref="Encode(Recording, CancellationToken)"/> sees it. A piece that is
    /// too short for them becomes missing, with a note.
    /// </summary>
    /// <param name="recording">The recording, with one channel.</param>
    /// <exception cref="DatasetException">Its rate is unknown or does not fit the filters, or a sample is infinite.</exception>
    public Recording Filter(Recording recording) => RecordingFilter.Apply(recording, Model.Filters);

    /// <summary>Encodes a recording. Events lie in the recording behind the filters of the model.</summary>
    /// <param name="recording">The recording, with one channel.</param>
    /// <param name="cancellationToken">Checked between pieces.</param>
    /// <exception cref="ArgumentException">The recording has several channels.</exception>
    /// <exception cref="DatasetException">The samples cannot be used.</exception>
    public SanEncoding Encode(Recording recording, CancellationToken cancellationToken = default)
    {
        RecordingChannel channel = recording.Channels is [var only]
            ? only
            : throw new ArgumentException(
                $"'{recording.Name}' has {recording.Channels.Count} channels; Recording.Load(path, channel) reads one", nameof(recording));
        channel = Filter(recording).Channels[0];
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
    public SanEncoding Encode(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default) => Model.Filters is null
        ? Encode("", new SingleSamples(samples), cancellationToken)
        : throw new DatasetException("the model filters its input, and samples without a rate cannot be filtered; encode a Recording");

    /// <summary>
    /// Reconstructs a recording. Events of <see cref="Encode(Recording, CancellationToken)"/> give it in the unit of the
    /// signal, with NaN for missing samples. Other events give it normalised.
    /// </summary>
    /// <param name="events">The events, in any order.</param>
    /// <param name="sampleCount">Number of samples of the result.</param>
    public float[] Decode(IReadOnlyList<SanEvent> events, int sampleCount)
    {
        float[] samples = new float[sampleCount];
        RecordingDecoder decoder = new(Model.Network, events);
        if (events is not SanEncoding encoding)
        {
            decoder.Write(0, samples);
            return samples;
        }

        Array.Fill(samples, float.NaN);
        foreach ((long start, int length) in RunsOf(encoding.Scales))
        {
            // Atoms do not reach across a gap.
            RecordingDecoder run = new(Model.Network, events.Where(e => e.Position >= start && e.Position < start + length));
            int count = (int)Math.Clamp(sampleCount - start, 0, length);
            run.Write(start, samples.AsSpan((int)start, count));
        }

        foreach (PieceScale scale in encoding.Scales.Where(s => s.Start < sampleCount))
        {
            foreach (ref float sample in samples.AsSpan((int)scale.Start, (int)Math.Min(scale.Length, sampleCount - scale.Start)))
            {
                sample = (float)(scale.Mean + (scale.Deviation * sample));
            }
        }

        return samples;
    }

    /// <summary>Encodes samples and gives their φ.</summary>
    /// <param name="samples"><c>[N]</c>, at least 2.</param>
    /// <param name="cancellationToken">Checked between pieces.</param>
    public SanScore Evaluate(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default) =>
        Encode(samples, cancellationToken).Score;

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
