using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Core.Random;

namespace Sans.Data.Synthetic;

/// <summary>Events of several motifs in normal noise: a signal whose atoms and events are known.</summary>
internal sealed class EventSource : ISignalSource
{
    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, CutSettings settings, DataFolder folder)
    {
        int seed = (int)dataset.Parameters.Get<long>("seed");
        string owner = FormattableString.Invariant($"seed={seed}");
        double[] signal = new double[settings.Window.Samples.Value];
        Drawing drawing = new(dataset, seed);
        List<SyntheticEvent> events = drawing.Draw(signal.Length, new RandomStream("synthetic_events", owner));
        foreach (SyntheticEvent one in events)
        {
            double[] motif = drawing.Motif(one.Motif, one.Length);
            for (int t = 0; t < motif.Length && one.Position + t < signal.Length; t++)
            {
                signal[one.Position + t] += one.Amplitude * motif[t];
            }
        }

        RandomStream noise = new("synthetic_noise", owner);
        for (int t = 0; t < signal.Length; t++)
        {
            signal[t] += drawing.NoiseLevel * noise.NextNormal();
        }

        return new Signal(signal, "the signal") { Truth = new SyntheticTruth(drawing.Motifs, drawing.Atoms, events) };
    }

    /// <summary>The keys of a set that differ from those of other sets.</summary>
    private static Dictionary<string, object> KeysOf(string set) => set switch
    {
        "syn1" => new() { ["triangle"] = 1.0 },
        "syn2" => new() { ["triangle"] = 1.0, ["sine"] = 1.0 },
        "synscale" => new() { ["burst"] = 1.0, ["shortest_stretch"] = 0.6, ["longest_stretch"] = 1.6 },
        "three_motifs" => new() { ["triangle"] = 1.0, ["sine"] = 1.0, ["burst"] = 1.0 },
        "triangle_square" => new()
        {
            ["triangle"] = 1.0,
            ["square"] = 1.0,
            [DatasetSchemas.MotifLength] = 64L,
            ["unit"] = "norm",
            ["density"] = 0.05,
            ["base_amplitude"] = 0.0,
            ["noise_level"] = 0.01,
        },
        _ => throw new ArgumentException($"there is no set '{set}'", nameof(set)),
    };

    /// <summary>Draws the events of a dataset.</summary>
    private sealed class Drawing
    {
        private static readonly Dictionary<string, object> Common = new(StringComparer.Ordinal)
        {
            [DatasetSchemas.MotifLength] = 21L,
            ["unit"] = "peak",
            ["shortest_stretch"] = 1.0,
            ["longest_stretch"] = 1.0,
            ["minimum_distance"] = 30L,
            ["distance_spread"] = 39L,
            ["density"] = 0.0,
            ["base_amplitude"] = 0.5,
            ["amplitude_spread"] = 1.0,
            ["noise_level"] = 0.05,
        };

        private readonly Dictionary<(int Motif, int Length), double[]> _samples = [];
        private readonly ValueList<Parameter> _parameters;
        private readonly Dictionary<string, object> _set;
        private readonly double[] _frequencies;
        private readonly double[] _stretches;
        private readonly bool _hasUnitNorm;
        private readonly int _length;
        private readonly int _seed;
        private readonly int _minimumDistance;
        private readonly int _distanceSpread;
        private readonly double _density;
        private readonly double _baseAmplitude;
        private readonly double _amplitudeSpread;

        public Drawing(DatasetConfig dataset, int seed)
        {
            _parameters = dataset.Parameters;
            _set = KeysOf(_parameters.Get<string>("set"));
            (_length, _seed) = ((int)Of<long>(DatasetSchemas.MotifLength), seed);
            Motifs = [.. DatasetSchemas.EventMotifs.Where(m => FrequencyOf(m) > 0)];
            if (Motifs.Count == 0)
            {
                throw new DatasetException(
                    $"every motif has frequency 0, so there is no event; raise the frequency of one of "
                        + $"{string.Join(", ", DatasetSchemas.EventMotifs)}");
            }

            _frequencies = [.. Motifs.Select(FrequencyOf)];
            _stretches = [Of<double>("shortest_stretch"), 1, Of<double>("longest_stretch")];
            _hasUnitNorm = Of<string>("unit") == "norm";
            _minimumDistance = (int)Of<long>("minimum_distance");
            _distanceSpread = (int)Of<long>("distance_spread");
            _density = Of<double>("density");
            _baseAmplitude = Of<double>("base_amplitude");
            _amplitudeSpread = Of<double>("amplitude_spread");
            NoiseLevel = Of<double>("noise_level");
        }

        public double NoiseLevel { get; }

        public IReadOnlyList<string> Motifs { get; }

        public IReadOnlyList<double[]> Atoms => [.. Motifs.Select((_, i) => Motif(i, _length))];

        /// <summary>The samples of a motif, stretched to a length, at amplitude 1.</summary>
        public double[] Motif(int motif, int length)
        {
            if (!_samples.TryGetValue((motif, length), out double[]? samples))
            {
                samples = Synthetic.Motif.Of(Motifs[motif], length, _seed);
                double unit = _hasUnitNorm ? Math.Sqrt(samples.Sum(s => s * s)) : samples.Max(Math.Abs);
                samples = [.. samples.Select(s => s / unit)];
                _samples.Add((motif, length), samples);
            }

            return samples;
        }

        public List<SyntheticEvent> Draw(int samples, RandomStream stream)
        {
            List<SyntheticEvent> events = [];
            if (_density > 0)
            {
                for (int t = 0; t < samples; t++)
                {
                    for (int motif = 0; motif < Motifs.Count; motif++)
                    {
                        if (stream.NextUniform() < _density * _frequencies[motif])
                        {
                            events.Add(EventOf(motif, t, stream));
                        }
                    }
                }

                return events;
            }

            int start = stream.NextInt32(_minimumDistance + _distanceSpread);
            while (start < samples)
            {
                events.Add(EventOf(ChooseMotif(stream), start, stream));
                start += _minimumDistance + stream.NextInt32(_distanceSpread + 1);
            }

            return events;
        }

        private double FrequencyOf(string motif) => _parameters.Has(motif) || _set.ContainsKey(motif) ? Of<double>(motif) : 0;

        /// <summary>The value of the dataset, else of its set, else the common value.</summary>
        private T Of<T>(string key) =>
            _parameters.Has(key) ? _parameters.Get<T>(key) : (T)(_set.TryGetValue(key, out object? value) ? value : Common[key]);

        private int ChooseMotif(RandomStream stream)
        {
            double place = stream.NextUniform() * _frequencies.Sum();
            int motif = 0;
            for (; motif < _frequencies.Length - 1 && place >= _frequencies[motif]; motif++)
            {
                place -= _frequencies[motif];
            }

            return motif;
        }

        private SyntheticEvent EventOf(int motif, int position, RandomStream stream)
        {
            double stretch = _stretches[stream.NextInt32(_stretches.Length)];
            double amplitude = _baseAmplitude + (_amplitudeSpread * stream.NextUniform());
            return new SyntheticEvent(motif, position, Math.Max(1, (int)Math.Floor((_length * stretch) + 0.5)), amplitude);
        }
    }
}
