using System.Globalization;
using Sans.Core.Training;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>Figures 1 and 2 of the paper: what the activations keep of an example, and the steps of one network.</summary>
internal static class ExampleFigures
{
    // Stems show maps that are sparser than this. Denser ones would be a solid block, so lines show them.
    private const double DensestStems = 0.5;
    private const double SignalWidth = 290;
    private const double SignalHeight = 140;
    private const double LargestPlain = 1000;

    /// <summary>The pictures of each dataset: all activations, the best and the worst example, and the way through the network.</summary>
    /// <param name="datasets">The examples of each dataset.</param>
    /// <param name="tones">The colours.</param>
    public static IEnumerable<Figure> Of(IReadOnlyList<ShownExamples> datasets, SeriesTones tones)
    {
        for (int i = 0; i < datasets.Count; i++)
        {
            ShownExamples shown = datasets[i];
            string name = FormattableString.Invariant($"example-{i + 1}");
            yield return Maps(name + "-maps", shown, tones);
            if (shown.Ranked.Count > 1)
            {
                yield return Ranked(name + "-ranked", shown, tones);
            }

            yield return Flow(name + "-flow", shown, tones);
        }
    }

    /// <summary>A network and what it keeps: <c>extrema, m = 15: 47 of 1,000 kept</c>.</summary>
    private static string KeptIn(TracedExample example, SeriesTones tones)
    {
        NetworkTrial trial = example.Result.Trial;
        int positions = example.Input.Length * example.Kernels.Count;
        return $"{tones.TextOf(trial.ActivationLabel)}, m = {trial.KernelSizeText}: "
            + FormattableString.Invariant($"{example.KeptCount:N0} of {positions:N0} kept");
    }

    /// <summary>The measures of an example: <c>loss 0.31, φ 0.33</c>.</summary>
    private static string ScoreOf(TracedExample example) =>
        $"loss {Short(example.Score.NormalizedReconstructionLoss)}, φ {Short(example.Score.Phi)}";

    /// <summary>Two digits, or an exponent where a network diverged.</summary>
    private static string Short(double value) => value.ToString(value < LargestPlain ? "F2" : "0.0e0", CultureInfo.InvariantCulture);

    private static Figure Maps(string name, ShownExamples shown, SeriesTones tones)
    {
        TracedExample[] examples = [.. shown.Compared.OrderBy(e => tones.Labels.ToList().IndexOf(e.Result.Trial.ActivationLabel))];
        bool isImage = examples[0].IsImage;
        Axis x = Along(shown, examples[0].Input.Length);
        Axis y = Upwards(shown, examples.SelectMany(e => (float[][])[e.Input, e.Reconstruction]));
        List<Panel> panels = [];
        foreach (TracedExample example in examples)
        {
            Tone tone = tones[example.Result.Trial.ActivationLabel];
            TracedKernel first = example.Kernels[0];
            if (isImage)
            {
                panels.Add(Pixels(tones.TextOf(example.Result.Trial.ActivationLabel), first.ActivationMap, example.Width));
                panels.Add(Pixels("φ " + Short(example.Score.Phi), example.Reconstruction, example.Width));
                continue;
            }

            panels.Add(Kept(KeptIn(example, tones), first, tone, x));
            panels.Add(Above(ScoreOf(example), example, tone, x, y));
        }

        string kernel = examples[0].Kernels.Count > 1 ? " of the first kernel" : "";
        string which = WhichOf(shown, "median");
        return new Figure(
            name,
            $"What is kept of an example: {shown.Dataset}",
            isImage
                ? $"{which} Left the activation map{kernel}, right the reconstruction of all kernels, with the kernels of the chosen "
                    + "row: red above zero, blue below, each with its own largest magnitude."
                : $"{which} Left the similarity map{kernel} (grey) and what the activation keeps of it. Right the example (grey), its "
                    + "reconstruction, and below it the residual on the same scale. Kernels are those of the chosen row.",
            panels,
            isImage ? 6 : 2)
        {
            Legend = isImage
                ? []
                : [.. tones.Legend(LegendShape.Line), Key("similarity", Tone.Faint), Key("example", Tone.Faint), Key("residual", Tone.Ink)],
            Together = 2,
        };
    }

    /// <summary>The best, the median and the worst example of the chosen row.</summary>
    private static Figure Ranked(string name, ShownExamples shown, SeriesTones tones)
    {
        Tone tone = tones[shown.Ranked[0].Example.Result.Trial.ActivationLabel];
        Axis x = Along(shown, shown.Ranked[0].Example.Input.Length);
        Axis y = Upwards(shown, shown.Ranked.SelectMany(r => (float[][])[r.Example.Input, r.Example.Reconstruction]));
        bool isImage = shown.Ranked[0].Example.IsImage;
        List<Panel> panels = [];
        foreach ((string word, int number, TracedExample example) in shown.Ranked)
        {
            string title = string.Create(CultureInfo.InvariantCulture, $"{word}, example {number}: {ScoreOf(example)}");
            if (isImage)
            {
                panels.Add(Pixels($"{word}, φ {Short(example.Score.Phi)}", example.Input, example.Width));
                panels.Add(Pixels(FormattableString.Invariant($"example {number}"), example.Reconstruction, example.Width));
            }
            else
            {
                panels.Add(Above(title, example, tone, x, y));
            }
        }

        return new Figure(
            name,
            $"Best, median and worst example: {shown.Dataset}",
            $"{Examined(shown)} by φ of the network of the chosen row, "
                + $"{tones.TextOf(shown.Ranked[0].Example.Result.Trial.ActivationLabel)}. "
                + (isImage
                    ? "Left the example, right its reconstruction."
                    : "Each shows the example (grey), its reconstruction, and below it the residual, all on the same scale."),
            panels,
            isImage ? 6 : 3)
        {
            Together = isImage ? 2 : 1,
            Legend = isImage
                ? []
                : [Key("example", Tone.Faint), Key("reconstruction", tone), Key("residual", Tone.Ink)],
        };
    }

    private static Figure Flow(string name, ShownExamples shown, SeriesTones tones)
    {
        TracedExample example = shown.Ranked.FirstOrDefault(r => r.Word == "median", shown.Ranked[0]).Example;
        Tone tone = tones[example.Result.Trial.ActivationLabel];
        bool isImage = example.IsImage;
        Axis x = Along(shown, example.Input.Length);
        Axis y = Upwards(shown, [example.Input, example.Reconstruction]);
        List<Panel> panels = [isImage ? Pixels("input x", example.Input, example.Width) : Plain("input x", example.Input, Tone.Ink, x, y)];
        for (int i = 0; i < example.Kernels.Count; i++)
        {
            TracedKernel kernel = example.Kernels[i];
            string of = example.Kernels.Count == 1 ? "" : FormattableString.Invariant($" {i + 1}");
            Glyph atom = new([KernelGlyph.Of(example.Result).Atoms[i]]);
            panels.Add(new GlyphPanel("kernel" + of, [new GlyphRow(tone, atom, 1, KernelGlyph.Describe(example.Result))], isImage
                ? 158
                : SignalWidth, isImage ? 154 : 110));
            if (isImage)
            {
                panels.Add(Pixels("similarity" + of, kernel.Similarity, example.Width));
                panels.Add(Pixels("activation" + of, kernel.ActivationMap, example.Width));
                panels.Add(Pixels("part" + of, kernel.PartialReconstruction, example.Width));
            }
            else
            {
                panels.Add(Kept("similarity and activation" + of, kernel, tone, x));
                panels.Add(Plain("partial reconstruction" + of, kernel.PartialReconstruction, tone, x, y));
            }
        }

        panels.Add(isImage
            ? Pixels("sum", example.Reconstruction, example.Width)
            : Above("sum, over the input, and the residual", example, tone, x, y));
        return new Figure(
            name,
            $"From input to reconstruction: {shown.Dataset}, {tones.TextOf(example.Result.Trial.ActivationLabel)}",
            $"{WhichOf(shown, "median")} The input is correlated with each kernel (Eq. 10), the activation keeps some positions (Eq. 11), "
                + "each position puts the kernel back (Eq. 12), and the parts are added (Eq. 13).",
            panels,
            isImage ? 6 : 3);
    }

    private static LegendEntry Key(string label, Tone tone) => new(label, tone, LegendShape.Line);

    private static string WhichOf(ShownExamples shown, string word)
    {
        (string, int Number, TracedExample) one = shown.Ranked.FirstOrDefault(r => r.Word == word, shown.Ranked[0]);
        return FormattableString.Invariant($"Example {one.Number}, the median by φ of the chosen row. {Examined(shown)}.");
    }

    private static string Examined(ShownExamples shown) => shown.Examined == shown.All
        ? FormattableString.Invariant($"All {shown.All:N0} test examples are ranked")
        : FormattableString.Invariant($"The first {shown.Examined:N0} of {shown.All:N0} test examples are ranked");

    private static Axis Along(ShownExamples shown, int samples) => shown.SampleRateHz is { } rate
        ? new Axis("time in s", 0, (samples - 1) / rate)
        : new Axis("sample", 0, Math.Max(1, samples - 1)) { IsWhole = true };

    private static Axis Upwards(ShownExamples shown, IEnumerable<float[]> signals)
    {
        float[][] all = [.. signals];
        return Axis.Around(shown.Units, all.SelectMany(s => s).Select(v => (double)v));
    }

    private static PixelPanel Pixels(string title, float[] values, int width) =>
        new(title, values, width, Math.Max(values.Max(Math.Abs), 1e-12f), 150);

    private static Chart Kept(string title, TracedKernel kernel, Tone tone, Axis x)
    {
        Point[] map = Points(kernel.ActivationMap, x);
        Point[] kept = [.. map.Where(p => p.Y != 0)];
        Mark mark = kept.Length > DensestStems * map.Length ? new Line(tone, map, Width: 1) { Name = "activation" }
            : new Stems(tone, kept) { Name = "activation" };
        return new Chart(
            title,
            x,
            Axis.Around("similarity", kernel.Similarity.Concat(kernel.ActivationMap).Select(v => (double)v)),
            [new Line(Tone.Faint, Points(kernel.Similarity, x), Width: 1) { Name = "similarity" }, mark],
            SignalWidth,
            SignalHeight)
        { IsSignal = true };
    }

    /// <summary>An example, its reconstruction, and the residual below them.</summary>
    private static Chart Above(string title, TracedExample example, Tone tone, Axis x, Axis y)
    {
        float[] residual = [.. example.Input.Zip(example.Reconstruction, (a, b) => a - b)];
        double height = y.High - y.Low;
        double half = Math.Max(residual.Max(v => Math.Abs((double)v)), 0.05 * height);
        double zero = y.Low - half;
        Point[] below = [.. Points(residual, x).Select(p => p with { Y = p.Y + zero })];
        return new Chart(
            title,
            x,
            y with { Low = zero - half },
            [
                new Line(Tone.Faint, [new(x.Low, zero), new(x.High, zero)], Width: 0.6) { Name = "" },
                new Line(Tone.Ink, below, Width: 0.7) { Name = "residual", Zero = zero },
                new Line(Tone.Faint, Points(example.Input, x), Width: 1.4) { Name = "example" },
                new Line(tone, Points(example.Reconstruction, x), Width: 1) { Name = "reconstruction" },
            ],
            SignalWidth,
            SignalHeight + 40)
        { IsSignal = true };
    }

    private static Chart Plain(string title, float[] values, Tone tone, Axis x, Axis y) =>
        new(title, x, y, [new Line(tone, Points(values, x), Width: 1) { Name = title }], SignalWidth, SignalHeight)
        { IsSignal = true };

    /// <summary>The samples of a signal along an axis, from its one end to the other.</summary>
    private static Point[] Points(float[] values, Axis x)
    {
        double step = values.Length < 2 ? 0 : (x.High - x.Low) / (values.Length - 1);
        return [.. values.Select((v, i) => new Point(x.Low + (i * step), v))];
    }
}
