using System.Runtime.ExceptionServices;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>
/// The batches of one large training on several cores. Examples go forward side by side, and gradients are added kernel by kernel
/// and lag by lag. Every sum keeps the order that it has on one core, so the number of cores never changes a bit.
/// </summary>
/// <typeparam name="TActivation">The activation. The code is compiled for it.</typeparam>
/// <param name="network">The network on one core.</param>
/// <param name="trial">Kernels and readings.</param>
/// <param name="data">The dataset.</param>
/// <param name="work">The buffers of the network.</param>
/// <param name="cores">The cores of the run.</param>
internal sealed class SplitBatch<TActivation>(
    SparseNetwork<TActivation> network, NetworkTrial trial, PreparedSignals data, Workspace work, CoreShare cores)
    where TActivation : struct, ISparseActivation
{
    private readonly int[] _sizes = [.. trial.KernelSizes];
    private readonly List<SparseNetwork<TActivation>> _networks = [];
    private int[] _batch = [];
    private float[] _errors = [];
    private int _count;
    private int _threads;
    private bool _hasRun;

    /// <summary>Whether the present batch runs on several cores.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Sets the examples of a step, and decides how it runs.</summary>
    /// <param name="batch">Their numbers among the training examples.</param>
    public void Begin(ReadOnlySpan<int> batch)
    {
        _threads = cores.PerTrial;
        IsOpen = _threads > 1 && network.Dropout is null;
        if (IsOpen)
        {
            Array.Resize(ref _batch, Math.Max(_batch.Length, batch.Length));
            Array.Resize(ref _errors, _batch.Length);
            batch.CopyTo(_batch);
            (_count, _hasRun) = (batch.Length, false);
        }
    }

    /// <inheritdoc cref="INetwork.Learn"/>
    /// <param name="place">The place in the batch. The first call runs all of it.</param>
    public float Learn(int place)
    {
        if (!_hasRun)
        {
            Learn();
            _hasRun = true;
        }

        return _errors[place];
    }

    /// <summary>Runs the examples of a part forward, if several cores are there.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <param name="sums">Receives the sums.</param>
    /// <param name="isUsed">Set for kernels that have an activation, <c>[q]</c>.</param>
    /// <returns>Whether they ran.</returns>
    public bool TryMeasure(SplitPart part, ExampleSums sums, Span<bool> isUsed)
    {
        int count = sums.Errors.Length;
        int threads = Math.Min(cores.PerTrial, count);
        if (threads < 2)
        {
            return false;
        }

        Prepare(threads);
        bool[][] used = [.. Enumerable.Range(0, threads).Select(_ => new bool[_sizes.Length])];
        Share(threads, count, (thread, i) => _networks[thread].Measure(part, i, sums, used[thread]));
        for (int kernel = 0; kernel < _sizes.Length; kernel++)
        {
            isUsed[kernel] = Array.Exists(used, u => u[kernel]);
        }

        return true;
    }

    private void Learn()
    {
        int group = (int)Math.Clamp(cores.MostBytes / work.BytesOfOther, Math.Min(_threads, _count), _count);
        Prepare(Math.Max(_threads, group));
        PaddedBuffer[] signals = data.Windows(SplitPart.Train).Signals;
        for (int first = 0; first < _count; first += group)
        {
            int count = Math.Min(group, _count - first);
            Share(_threads, count, (_, i) => _errors[first + i] = Forward(_networks[i], _batch[first + i], first + i));
            if (!Array.TrueForAll(_errors[first..(first + count)], float.IsFinite))
            {
                return;
            }

            (int Kernel, int First, int End)[] parts = [.. Parts()];
            long products = Enumerable.Range(0, count).Sum(i => _networks[i].GradientProducts);
            Share(products < cores.LeastProducts ? 1 : _threads, parts.Length, (thread, p) =>
            {
                for (int i = 0; i < count; i++)
                {
                    _networks[i].AddKernelGradient(
                        parts[p].Kernel, signals[_batch[first + i]], parts[p].First, parts[p].End, _networks[thread].Room);
                }
            });
        }
    }

    /// <summary>Runs an example forward, and back to its maps.</summary>
    private float Forward(SparseNetwork<TActivation> own, int example, int place)
    {
        float error = own.Forward(data.Windows(SplitPart.Train).Signals[example], example, SelectionPhase.Training, place);
        for (int kernel = 0; float.IsFinite(error) && kernel < _sizes.Length; kernel++)
        {
            own.FindMapGradient(kernel);
        }

        return error;
    }

    /// <summary>The lags of each kernel, in parts where there are more cores than kernels.</summary>
    private IEnumerable<(int Kernel, int First, int End)> Parts()
    {
        int partsOfKernel = ((2 * _threads) + _sizes.Length - 1) / _sizes.Length;
        for (int kernel = 0; kernel < _sizes.Length; kernel++)
        {
            int tiles = (_sizes[kernel] + SparseKernelGradient.TileSize - 1) / SparseKernelGradient.TileSize;
            int lags = (tiles + partsOfKernel - 1) / partsOfKernel * SparseKernelGradient.TileSize;
            for (int first = 0; first < _sizes[kernel]; first += lags)
            {
                yield return (kernel, first, Math.Min(first + lags, _sizes[kernel]));
            }
        }
    }

    private void Prepare(int count)
    {
        while (_networks.Count < count)
        {
            _networks.Add(network.Beside(trial, work.Other(_networks.Count)));
        }

        for (int i = 0; i < count; i++)
        {
            _networks[i].Follow(network);
        }
    }

    /// <summary>Does some pieces of work on several cores, each with its number.</summary>
    private static void Share(int threads, int count, Action<int, int> work)
    {
        int next = -1;
        threads = Math.Min(threads, count);
        if (threads <= 1)
        {
            DoNext(0);
            return;
        }

        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, DoNext);
        }
        catch (AggregateException e)
        {
            // An activation of a user failed, as it would have on one core.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        void DoNext(int thread)
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                work(thread, i);
            }
        }
    }
}
