using Sans.Networks.Tables;
using Sans.Reports.Charts;

namespace Sans.Networks.Figures;

/// <summary>Figures 1 and 2 of the paper: what the activations keep of an example, and the steps of one network.</summary>
internal static class ExampleFigures
{
    // Stems show maps that are sparser than this. Denser ones would be a solid block, so lines show them.
    private const double DensestStems = 0.5;

    /// <summary>Makes two pictures per dataset: all activations, and the steps through the network of the chosen row.</summary>
    /// <param name="examples">One example for each dataset and activation.</param>
    /// <param name="rows">The rows of the φ table.</param>
    /// <param name="tones">The colours.</param>
    public static IEnumerable<Figure> Of(IReadOnlyList<TracedExample> examples, IReadOnlyList<PhiRow> rows, SeriesTones tones)
    {
        int number = 0;
        foreach (var dataset in examples.GroupBy(e => e.Result.Trial.Dataset))
        {
            number++;
            string name = FormattableString.Invariant($"example-{number}");
            TracedExample[] all = [.. dataset.OrderBy(e => tones.Labels.ToList().IndexOf(e.Result.Trial.ActivationLabel))];
            yield return Maps(name + "-maps", dataset.Key, all, tones);
            yield return Flow(
                name + "-flow",
                dataset.Key,
                all.First(e => e.Result.Trial == RowChoice.Of(rows.Where(r => r.Dataset == dataset.Key)).Results[0].Trial),
                tones);
        }
    }

    private static Figure Maps(string name, string dataset, TracedExample[] examples, SeriesTones tones)
    {
        bool isImage = examples[0].IsImage;
        List<Panel> panels = [];
        foreach (TracedExample example in examples)
        {
            Tone tone = tones[example.Result.Trial.ActivationLabel];
            string m = $"{example.Result.Trial.ActivationLabel}, m = {example.Result.Trial.KernelSizeText}";
            TracedKernel first = example.Kernels[0];
            panels.Add(isImage ? Pixels(example.Result.Trial.ActivationLabel, first.ActivationMap, example.Width) : Kept(m, first, tone));
            panels.Add(isImage
                ? Pixels("reconstruction", example.Reconstruction, example.Width)
                : Above("reconstruction", example.Input, example.Reconstruction, tone));
        }

        string kernel = examples[0].Kernels.Count > 1 ? " of the first kernel" : "";
        return new Figure(
            name,
            $"What is kept of an example: {dataset}",
            isImage
                ? $"The first test example. Left the activation map{kernel}, right the reconstruction of all kernels, with the "
                    + "kernels of the chosen row: red above zero, blue below, each with its own largest magnitude."
                : $"The first test example. Left the similarity map{kernel} (grey) and what the activation keeps of it, right the "
                    + "example (grey) and its reconstruction, with the kernels of the chosen row.",
            panels,
            isImage ? 6 : 2)
        { Legend = isImage ? [] : tones.Legend(LegendShape.Line) };
    }

    private static Figure Flow(string name, string dataset, TracedExample example, SeriesTones tones)
    {
        Tone tone = tones[example.Result.Trial.ActivationLabel];
        bool isImage = example.IsImage;
        List<Panel> panels = [isImage ? Pixels("input x", example.Input, example.Width) : Above("input x", example.Input, null, tone)];
        for (int i = 0; i < example.Kernels.Count; i++)
        {
            TracedKernel kernel = example.Kernels[i];
            string of = example.Kernels.Count == 1 ? "" : FormattableString.Invariant($" {i + 1}");
            Glyph atom = new([KernelGlyph.Of(example.Result).Atoms[i]]);
            panels.Add(new GlyphPanel("kernel" + of, [new GlyphRow(tone, atom, 1, KernelGlyph.Describe(example.Result))], isImage
                ? 158
                : 150, isImage ? 154 : 110));
            if (isImage)
            {
                panels.Add(Pixels("similarity" + of, kernel.Similarity, example.Width));
                panels.Add(Pixels("activation" + of, kernel.ActivationMap, example.Width));
                panels.Add(Pixels("part" + of, kernel.PartialReconstruction, example.Width));
            }
            else
            {
                panels.Add(Kept("similarity and activation" + of, kernel, tone));
                panels.Add(Above("partial reconstruction" + of, null, kernel.PartialReconstruction, tone));
            }
        }

        panels.Add(isImage
            ? Pixels("sum", example.Reconstruction, example.Width)
            : Above("sum, over the input", example.Input, example.Reconstruction, tone));
        return new Figure(
            name,
            $"From input to reconstruction: {dataset}, {example.Result.Trial.ActivationLabel}",
            "The network of the chosen row on its first test example: the input is correlated with each kernel (Eq. 10), the "
                + "activation keeps some positions (Eq. 11), "
                + "each position puts the kernel back (Eq. 12), and the parts are added (Eq. 13).",
            panels,
            isImage ? 6 : 2);
    }

    private static PixelPanel Pixels(string title, float[] values, int width) =>
        new(title, values, width, Math.Max(values.Max(Math.Abs), 1e-12f), 150);

    private static Chart Kept(string title, TracedKernel kernel, Tone tone)
    {
        Point[] kept = [.. kernel.ActivationMap.Index().Where(p => p.Item != 0).Select(p => new Point(p.Index, p.Item))];
        Mark map = kept.Length > DensestStems * kernel.ActivationMap.Length
            ? new Line(tone, Points(kernel.ActivationMap), Width: 1)
            : new Stems(tone, kept);
        return Signal(title, [new Line(Tone.Faint, Points(kernel.Similarity), Width: 1), map], kernel.Similarity);
    }

    private static Chart Above(string title, float[]? behind, float[]? front, Tone tone)
    {
        List<Mark> marks = [];
        if (behind is not null)
        {
            marks.Add(new Line(front is null ? Tone.Ink : Tone.Faint, Points(behind), Width: front is null ? 1 : 1.4));
        }

        if (front is not null)
        {
            marks.Add(new Line(tone, Points(front), Width: 1));
        }

        return Signal(title, marks, [.. behind ?? [], .. front ?? []]);
    }

    private static Chart Signal(string title, IReadOnlyList<Mark> marks, float[] values) => new(
        title,
        new Axis("", 0, marks.OfType<Line>().First().Points.Count - 1),
        Axis.Around("", values.Select(v => (double)v)),
        marks,
        350,
        140);

    private static Point[] Points(float[] values) => [.. values.Select((v, i) => new Point(i, v))];
}
