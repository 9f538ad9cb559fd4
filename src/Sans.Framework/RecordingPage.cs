using System.Globalization;
using Sans.Core.Models;
using Sans.Networks.Events;
using Sans.Reports.Charts;
using Sans.Reports.Pages;

namespace Sans.Framework;

/// <summary>
/// A page for one recording and its events. A reader moves through the signal, its reconstruction, the residual and the events.
/// <see cref="HtmlPage"/> writes it.
/// </summary>
public static class RecordingPage
{
    /// <summary>The most samples that a page holds. Browsers open a page of that size, about 60 MB.</summary>
    public const int MostSamples = 10_000_000;

    private const string Signal = "signal", Reconstruction = "reconstruction", Residual = "residual", Millivolt = "mV";
    private const string Title = "Signal, reconstruction, residual and events", CardsTitle = "Kernels with their occurrences";
    private const double StripSeconds = 10;
    private const double LeastEcgRate = 100, LargestEcgRate = 1000;
    private const int AtomsOfView = 12;
    private const int LeastView = 500;
    private const double StripWidth = 1100, CardWidth = 300, CardHeight = 190;

    // Orange-red is that of the reconstruction.
    private static readonly Tone Made = Tone.Series(3);

    /// <summary>Makes the page.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recording">The recording, with one channel.</param>
    /// <param name="encoding">Its events by that model.</param>
    /// <exception cref="ArgumentException">
    /// The recording has several channels, more than <see cref="MostSamples"/>, or as many as the events do not belong to.
    /// </exception>
    /// <exception cref="Sans.Data.DatasetException">
    /// The rate of the recording is not that of the model, or does not fit its filters.
    /// </exception>
    public static Page Of(SanModel model, Recording recording, SanEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(encoding);

        // Events lie in the recording behind the filters of the model.
        recording = model.Filter(recording);
        RecordingChannel channel = recording.Channels[0];
        int count = channel.Samples.Count;
        if (count > MostSamples || count != encoding.SampleCount)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"'{recording.Name}' has {count} samples; a page holds {MostSamples} at most, and the events belong to {encoding.SampleCount}"),
                nameof(recording));
        }

        Shown shown = new(model, channel, encoding, model.Decode(encoding, count));
        string name = channel.Label.Length > 0 ? $"{recording.Name}, {channel.Label}" : recording.Name;
        return new Page(name, [.. Head(model)], [
            new PageSection(Title, [new RecordingBlock(Whole(shown), View(shown, recording)), new NotesBlock(HowToRead(shown))]),
            new PageSection(CardsTitle, [new FigureBlock(Cards(shown)) { IsFile = false }]),
        ])
        {
            Answers = [Answer(shown)],
            Status = [.. Status(shown)],
        };
    }

    private static IEnumerable<(string, string)> Head(SanModel model)
    {
        TrainedModel trained = model.Model;
        if (trained.Experiment.Length > 0)
        {
            yield return ("experiment", trained.Experiment);
        }

        if (trained.Key.Length > 0)
        {
            yield return ("training", trained.Key);
        }

        yield return ("activation", trained.Network.Activation.ToString());
        yield return ("kernels", string.Join(", ", model.Kernels.Select(k => FormattableString.Invariant($"m = {k.Length}"))));
        yield return ("digest", trained.Digest);
    }

    private static string Answer(Shown shown) => string.Create(
        CultureInfo.InvariantCulture,
        $"{shown.Encoding.Count:N0} events of {Counted(shown.Model.Kernels.Count, "kernel")} describe {Length(shown)}: "
            + $"φ {shown.Encoding.Score.Phi:F4}, with CR⁻¹ {shown.Encoding.Score.InverseCompressionRatio:F4} and loss "
            + $"{shown.Encoding.Score.NormalizedReconstructionLoss:F4}.");

    private static IEnumerable<(string, string)> Status(Shown shown)
    {
        yield return ("samples", FormattableString.Invariant($"{shown.Count:N0}"));
        yield return ("rate", shown.Rate is { } rate ? FormattableString.Invariant($"{rate} Hz") : "unknown");
        yield return ("unit", shown.Channel.Units.Length > 0 ? shown.Channel.Units : "unknown");
        if (shown.Channel.Samples.Count(double.IsNaN) is > 0 and var missing)
        {
            yield return ("missing", FormattableString.Invariant($"{missing:N0} samples"));
        }

        if (shown.Rate is { } hz)
        {
            yield return ("events a second", (shown.Encoding.Count * hz / shown.Count).ToString("F2", CultureInfo.InvariantCulture));
        }
    }

    private static string[] HowToRead(Shown shown) =>
    [
        "Drag or swipe to move, turn the wheel or pinch to enlarge. Arrow keys go from event to event, + and - enlarge, Shift and an "
            + "arrow move, 0 shows the whole.",
        "A stem of the events stands where its atom is largest. Its height is what the event adds there"
            + (shown.Channel.Units.Length > 0 ? $", in {shown.Channel.Units}." : "."),
        .. shown.Model.Model.Filters is null ? (string[])[] : ["The signal is shown behind the filters of the model."],
        .. shown.IsEcg ? ["Fine lines are 0.04 s and 0.1 mV apart, strong ones 0.2 s and 0.5 mV."] : (string[])[],
        "The residual is the signal without its reconstruction, on the scale of the signal. Kernels count from 1 here, from 0 in "
            + "events.csv.",
    ];

    private static RecordingView View(Shown shown, Recording recording) => new(
        shown.Channel.Samples,
        shown.Reconstruction,
        [.. shown.Kernels.Select(k => new RecordingKernel(k.Name, k.Tone, [.. k.Events.Select(e => (e.Sample, e.Height))]))])
    {
        Units = shown.Channel.Units,
        SampleRateHz = shown.Rate,
        Span = shown.Span,
        HasPaper = shown.IsEcg,
        Notes =
        [
            .. recording.Annotations
                .Select(a => (Sample: (long)Math.Round(a.OnsetSeconds * (shown.Rate ?? 1)), a.Text))
                .Where(a => shown.Rate is not null && a.Sample >= 0 && a.Sample < shown.Count)
                .OrderBy(a => a.Sample),
        ],
    };

    /// <summary>The first seconds, for readers without scripts and for paper.</summary>
    private static Figure Whole(Shown shown)
    {
        int end = Math.Min(shown.Span, shown.Count);
        return new Figure(
            "recording",
            Title,
            shown.Span < shown.Count
                ? "Without scripts and on paper, only the beginning is shown."
                : "The whole recording is shown.",
            [Piece(shown, "", 0, end, StripWidth, 260), Residuals(shown, end), Stems(shown, end)],
            1)
        {
            Legend =
            [
                new(Signal, Tone.Ink, LegendShape.Line),
                new(Reconstruction, Made, LegendShape.Line),
                new(Residual, Tone.Faint, LegendShape.Line),
                .. shown.Kernels.Select(k => new LegendEntry(k.Name, k.Tone, LegendShape.Line)),
            ],
        };
    }

    private static Chart Residuals(Shown shown, int end)
    {
        double step = shown.Rate is { } rate ? 1 / rate : 1;
        Point[] points = [.. Enumerable.Range(0, end).Select(t => new Point(t * step, shown.Channel.Samples[t] - shown.Reconstruction[t]))];
        return new Chart(
            Residual,
            Along(shown, 0, end),
            Axis.Around(shown.Channel.Units, points.Select(p => p.Y)),
            [new Line(Tone.Faint, points, Width: 1) { Name = Residual }],
            StripWidth,
            130);
    }

    private static Chart Stems(Shown shown, int end)
    {
        double step = shown.Rate is { } rate ? 1 / rate : 1;
        Stems[] stems = [.. shown.Kernels.Select(StemsOf)];
        Axis heights = Axis.Around(shown.Channel.Units, stems.SelectMany(s => s.Points).Select(p => p.Y).Append(0));
        return new Chart("events", Along(shown, 0, end), heights, stems, StripWidth, 130);

        Stems StemsOf(Kernel kernel)
        {
            var events = kernel.Events.TakeWhile(e => e.Sample < end);
            return new Stems(kernel.Tone, [.. events.Select(e => new Point(e.Sample * step, e.Height))]) { Name = kernel.Name };
        }
    }

    private static Axis Along(Shown shown, int first, int end)
    {
        double step = shown.Rate is { } rate ? 1 / rate : 1;
        return new(shown.Rate is null ? "sample" : "time in s", first * step, Math.Max(first + 1, end - 1) * step)
        {
            IsWhole = shown.Rate is null,
        };
    }

    private static Figure Cards(Shown shown) => new(
        "kernels",
        CardsTitle,
        "From the left: the atom, which one event of amplitude 1 adds, and its strongest, median and weakest occurrence by height. A click "
            + "on an occurrence shows it in the recording.",
        [.. shown.Kernels.SelectMany((k, i) => Card(shown, k, i))],
        4)
    {
        Together = 4,
        Legend = [new(Signal, Tone.Ink, LegendShape.Line), new(Reconstruction, Made, LegendShape.Line)],
    };

    private static IEnumerable<Panel> Card(Shown shown, Kernel kernel, int index)
    {
        float[] atom = shown.Model.Model.Network.Atom(index);
        double step = shown.Rate is { } rate ? 1 / rate : 1;
        Axis x = new(shown.Rate is null ? "sample" : "time in s", 0, Math.Max(1, atom.Length - 1) * step) { IsWhole = shown.Rate is null };
        yield return new Chart(
            FormattableString.Invariant($"{kernel.Name}, m = {atom.Length}: {Counted(kernel.Events.Count, "event")}"),
            x,
            Axis.Around("atom", atom.Select(v => (double)v).Append(0)),
            [new Line(kernel.Tone, [.. atom.Select((v, t) => new Point(t * step, v))], Width: 1.8) { Name = "atom" }],
            CardWidth,
            CardHeight);
        Event[] byHeight = [.. kernel.Events.OrderByDescending(e => Math.Abs(e.Height)).ThenBy(e => e.Sample)];
        (string Word, int At)[] chosen = byHeight.Length switch
        {
            0 => [],
            1 => [("only", 0)],
            2 => [("strongest", 0), ("weakest", 1)],
            _ => [("strongest", 0), ("median", byHeight.Length / 2), ("weakest", byHeight.Length - 1)],
        };
        foreach ((string word, int at) in chosen)
        {
            Event shownEvent = byHeight[at];
            int half = Math.Max(atom.Length, 10);
            int first = (int)Math.Max(0, shownEvent.First - (half / 2));
            int end = (int)Math.Min(shown.Count, shownEvent.First + atom.Length + (half / 2));
            string height = Value(shownEvent.Height, shown.Channel.Units);
            Chart piece = Piece(shown, $"{word}, {Place(shownEvent.Sample, shown.Rate)}: {height}", first, end, CardWidth, CardHeight);
            yield return piece with { Target = shownEvent.Sample };
        }
    }

    /// <summary>A part of the recording with its reconstruction.</summary>
    private static Chart Piece(Shown shown, string title, int first, int end, double width, double height)
    {
        double step = shown.Rate is { } rate ? 1 / rate : 1;
        Point[] signal = [.. Range().Select(t => new Point(t * step, shown.Channel.Samples[t]))];
        Point[] made = [.. Range().Select(t => new Point(t * step, shown.Reconstruction[t]))];
        return new Chart(
            title,
            Along(shown, first, end),
            Axis.Around(shown.Channel.Units, signal.Concat(made).Select(p => p.Y)),
            [
                new Line(Tone.Ink, signal, Width: 1.1) { Name = Signal },
                new Line(Made, made, Width: 1.3) { Name = Reconstruction },
            ],
            width,
            height);

        IEnumerable<int> Range() => Enumerable.Range(first, end - first);
    }

    private static string Value(double value, string units) =>
        value.ToString("G2", CultureInfo.InvariantCulture) + (units.Length > 0 ? " " + units : "");

    /// <summary>A sample as a time in minutes and seconds, or its number.</summary>
    private static string Place(long sample, double? rate) => rate is { } hz
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(sample / hz / 60):0}:{sample / hz % 60:00.00}")
        : string.Create(CultureInfo.InvariantCulture, $"sample {sample:N0}");

    private static string Length(Shown shown) => shown.Rate is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(shown.Count / rate / 60):0} min {shown.Count / rate % 60:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{shown.Count:N0} samples");

    private static string Counted(int count, string noun) => FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>An event.</summary>
    /// <param name="First">The first sample of its atom.</param>
    /// <param name="Sample">The sample where its atom is largest.</param>
    /// <param name="Height">The value that it adds there, in the unit of the signal.</param>
    private readonly record struct Event(long First, long Sample, double Height);

    private sealed record Kernel(string Name, Tone Tone, IReadOnlyList<Event> Events);

    /// <summary>A recording that is shown.</summary>
    private sealed class Shown
    {
        public Shown(SanModel model, RecordingChannel channel, SanEncoding encoding, float[] reconstruction)
        {
            (Model, Channel, Encoding, Reconstruction) = (model, channel, encoding, reconstruction);
            IsEcg = channel.Units == Millivolt && channel.SampleRateHz is >= LeastEcgRate and <= LargestEcgRate;
            Span = IsEcg
                ? (int)(StripSeconds * channel.SampleRateHz!.Value)
                : Math.Max(LeastView, AtomsOfView * model.Model.Network.LargestKernel);
            Kernels = [.. Enumerable.Range(0, model.Kernels.Count).Select(KernelOf)];
        }

        public SanModel Model { get; }

        public RecordingChannel Channel { get; }

        public SanEncoding Encoding { get; }

        public float[] Reconstruction { get; }

        public IReadOnlyList<Kernel> Kernels { get; }

        public bool IsEcg { get; }

        public int Span { get; }

        public double? Rate => Channel.SampleRateHz;

        public int Count => Channel.Samples.Count;

        private Kernel KernelOf(int index)
        {
            SanNetwork network = Model.Model.Network;
            float[] atom = network.Atom(index);
            int location = Detection.Location(network, index), shift = network.AtomShift(index);
            double peak = atom[Math.Clamp(location + shift, 0, atom.Length - 1)];
            List<Event> events = [];
            int piece = 0;
            foreach (SanEvent e in Encoding.Where(e => e.Kernel == index))
            {
                while (Encoding.Scales[piece].Start + Encoding.Scales[piece].Length <= e.Position)
                {
                    piece++;
                }

                // An atom at an end can have its largest sample outside.
                long sample = Math.Clamp(e.Position + location, 0, Count - 1);
                events.Add(new Event(e.Position - shift, sample, e.Amplitude * peak * Encoding.Scales[piece].Deviation));
            }

            // Kernels have the colours that the reconstruction does not have.
            Tone tone = Tone.Series(index % (ChartStyle.SeriesCount - 1) is var i && i < 3 ? i : i + 1);
            return new Kernel(FormattableString.Invariant($"kernel {index + 1}"), tone, [.. events.OrderBy(e => e.Sample)]);
        }
    }
}
