using Sans.Core.Training;

namespace Sans.Networks.Figures;

/// <summary>The use of one kernel of a network on examples.</summary>
/// <param name="Number">The kernel, from 1.</param>
/// <param name="Atom">The part of the reconstruction that one activation of height 1 makes.</param>
/// <param name="Amplitudes">The values that are kept.</param>
/// <param name="Intervals">Samples between kept positions that follow each other in an example.</param>
/// <param name="Occurrences">Pieces of the input where the atom is put, some of them, each as long as the atom.</param>
/// <param name="SampleCount">Samples of all examples.</param>
public sealed record KernelUse(
    int Number,
    IReadOnlyList<float> Atom,
    IReadOnlyList<double> Amplitudes,
    IReadOnlyList<double> Intervals,
    IReadOnlyList<float[]> Occurrences,
    int SampleCount)
{
    // More lines over each other are a block.
    private const int MostOccurrences = 30;

    /// <summary>The kernels of a network on signals.</summary>
    /// <param name="result">The training.</param>
    /// <param name="examples">The examples through it.</param>
    public static IReadOnlyList<KernelUse> Of(NetworkResult result, IReadOnlyList<TracedExample> examples)
    {
        IReadOnlyList<Reports.Charts.Atom> atoms = KernelGlyph.Of(result).Atoms;
        bool isTransposed = result.Trial.Readings is { UseTransposedDecoder: true };
        return [.. Enumerable.Range(0, atoms.Count).Select(Use)];

        KernelUse Use(int kernel)
        {
            int size = atoms[kernel].Values.Count;

            // The stored kernel begins so far left of its position, the reversed one as far as it ends right of it.
            int before = isTransposed ? (size - 1) / 2 : size - 1 - ((size - 1) / 2);
            List<double> amplitudes = [], intervals = [];
            List<(float[] Input, int Start)> places = [];
            foreach (TracedExample example in examples)
            {
                float[] map = example.Kernels[kernel].ActivationMap;
                int last = -1;
                for (int p = 0; p < map.Length; p++)
                {
                    if (map[p] == 0)
                    {
                        continue;
                    }

                    amplitudes.Add(map[p]);
                    if (last >= 0)
                    {
                        intervals.Add(p - last);
                    }

                    last = p;
                    if (p - before >= 0 && p - before + size <= map.Length)
                    {
                        places.Add((example.Input, p - before));
                    }
                }
            }

            int stride = Math.Max(1, places.Count / MostOccurrences);
            return new KernelUse(
                kernel + 1,
                atoms[kernel].Values,
                amplitudes,
                intervals,
                [.. places.Where((_, i) => i % stride == 0).Take(MostOccurrences).Select(p => p.Input[p.Start..(p.Start + size)])],
                examples.Sum(e => e.Input.Length));
        }
    }
}
