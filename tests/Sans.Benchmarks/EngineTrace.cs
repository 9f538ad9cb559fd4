using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu;

namespace Sans.Benchmarks;

/// <summary>A training with the operations of the engine, in the order of the engine, one step after another.</summary>
/// <param name="Kernels">As in <see cref="TrainingTrace"/>.</param>
/// <param name="Decisions">As in <see cref="TrainingTrace"/>.</param>
/// <param name="Residuals">x̂ - x of each step, <c>[steps][B n]</c>.</param>
/// <param name="Similarities">s of each step, <c>[steps][B n]</c>.</param>
internal sealed record EngineTrace(
    double[][] Kernels, byte[][] Decisions, float[][] Residuals, float[][] Similarities) : TrainingTrace(Kernels, Decisions)
{
    /// <summary>Trains a network of one kernel on a signal.</summary>
    public static EngineTrace Of(NetworkTrial trial, NetworkData data) =>
        Experiments.ActivationRegistry.Instance.Visit(trial.Activation, new Visitor(trial, data));

    private sealed class Visitor(NetworkTrial trial, NetworkData data) : IActivationVisitor<EngineTrace>
    {
        public EngineTrace Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            SignalSplit split = data[trial.Dataset];
            int n = split.Train.Length;
            WorkerMemory memory = new();
            PreparedSignals prepared = new(split, trial.KernelSize);
            INetwork network = prepared.NetworkOf(activation, trial, trial.KernelSize, memory);
            Workspace work = memory.ForSignals(n, 1, trial.KernelSize);
            NetworkRandomness randomness = new(trial);
            Span<float> weights = network.Kernel(0).Span[..trial.KernelSize];
            randomness.DrawKernels(prepared.Shape)[0].CopyTo(weights);
            network.KernelsChanged();
            Adam adam = new([trial.KernelSize], trial.Training.Adam);
            int[] order = new int[split.Train.Count];
            List<double[]> kernels = [];
            List<byte[]> decisions = [];
            List<float[]> residuals = [], similarities = [];
            for (int epoch = 1; epoch <= trial.Training.Epochs; epoch++)
            {
                randomness.OrderExamples(epoch, order);
                foreach (int[] batch in order.Chunk(trial.Training.BatchSize))
                {
                    kernels.Add([.. weights.ToArray().Select(w => (double)w)]);
                    decisions.Add(new byte[batch.Length * n]);
                    residuals.Add(new float[batch.Length * n]);
                    similarities.Add(new float[batch.Length * n]);
                    network.ClearGradients();
                    for (int i = 0; i < batch.Length; i++)
                    {
                        network.Learn(batch[i], i);
                        Note(work, split.Train[batch[i]], decisions[^1].AsSpan(i
                            * n, n), residuals[^1].AsSpan(i * n, n), similarities[^1].AsSpan(i * n, n));
                    }

                    adam.NextStep();
                    adam.Update(0, ref network.Kernel(0).At(0), ref network.Gradient(0, 1f / (batch.Length * n)).At(0), trial.KernelSize);
                    network.KernelsChanged();
                }
            }

            return new EngineTrace([.. kernels], [.. decisions], [.. residuals], [.. similarities]);
        }

        private static void Note(
            Workspace work, ReadOnlySpan<float> signal, Span<byte> decisions, Span<float> residuals, Span<float> similarities)
        {
            work.Similarities.Span[..signal.Length].CopyTo(similarities);
            for (int t = 0; t < signal.Length; t++)
            {
                residuals[t] = work.Reconstruction.At(t) - signal[t];
                decisions[t] = (byte)(work.Slope.At(t) + 1);
            }

            foreach (int p in work.Positions.AsSpan(0, work.SupportCounts[0]))
            {
                decisions[p] += (byte)(similarities[p] != 0 ? 4 : 0);
            }
        }
    }
}
