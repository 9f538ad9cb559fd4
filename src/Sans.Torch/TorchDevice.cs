using System.Globalization;
using System.Runtime.InteropServices;
using Sans.Core.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>A device for tensors, ready for use: native libraries loaded, precision set.</summary>
public sealed class TorchDevice
{
    private const string Cuda = "cuda";

    // On a CPU, every tap of padding costs time. On a GPU, starting an operation costs more.
    private const double WidestOnCpu = 1.25;

    private TorchDevice(string name, Device device, string details)
    {
        Name = name;
        Device = device;
        Details = details;
    }

    /// <summary>The name of the device: <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Name { get; }

    /// <summary>The details for the record of a run: versions, device, threads, TF32.</summary>
    public string Details { get; }

    /// <summary>The device.</summary>
    internal Device Device { get; }

    /// <summary>The largest ratio of the largest kernel of a batch to the smallest.</summary>
    internal double WidestBatch => Device.type == DeviceType.CUDA ? double.PositiveInfinity : WidestOnCpu;

    /// <summary>
    /// The reason why the native libraries do not load here, with advice, or <see langword="null"/> where they do.
    /// </summary>
    public static string? WhyNotHere() => NativeBundle.WhyNot(NativeBundle.Folders);

    /// <summary>The devices of this machine: <c>cpu</c>, and <c>cuda:N</c> for each CUDA device.</summary>
    /// <exception cref="EngineUnavailableException">The native libraries are missing or do not fit.</exception>
    public static IReadOnlyList<string> All()
    {
        Open("cpu", Environment.ProcessorCount);
        return ["cpu", .. Enumerable.Range(0, CudaDeviceCount()).Select(i => FormattableString.Invariant($"{Cuda}:{i}"))];
    }

    /// <summary>Loads the native libraries and opens the device.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <param name="threads">Threads of one operation on the CPU, at least 1.</param>
    /// <exception cref="EngineUnavailableException">The native libraries are missing or do not fit, or there is no such device.</exception>
    public static TorchDevice Open(string name, int threads)
    {
        bool isCuda = name.StartsWith(Cuda, StringComparison.Ordinal);
        int index = isCuda && name.Length > Cuda.Length
            ? int.Parse(name.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        if (WhyNotHere() is { } reason)
        {
            throw new EngineUnavailableException(reason);
        }

        try
        {
            WithoutItsTrace(() => InitializeDeviceType(DeviceType.CPU));
            RequireWorkingLibraries();
            if (isCuda)
            {
                RequireCudaDevice(index);
            }

            set_num_threads(threads);

            // TensorFloat-32 keeps 10 of 23 bits, and may choose the wrong one of two maxima.
            backends.cuda.matmul.allow_tf32 = false;
            backends.cudnn.allow_tf32 = false;
            string fullName = isCuda ? FormattableString.Invariant($"{Cuda}:{index}") : "cpu";
            string precision = backends.cuda.matmul.allow_tf32 || backends.cudnn.allow_tf32 ? "on" : "off";
            return new TorchDevice(
                fullName,
                isCuda ? new Device(DeviceType.CUDA, index) : CPU,
                FormattableString.Invariant($"TorchSharp for libtorch {__version__}, device {fullName}, {threads} ")
                    + FormattableString.Invariant($"{(threads == 1 ? "thread" : "threads")}, TF32 {precision}"));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or NotSupportedException
            or TypeInitializationException { InnerException: not EntryPointNotFoundException })
        {
            throw new EngineUnavailableException(NativeBundle.LoadsAlone);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or TypeInitializationException)
        {
            throw new EngineUnavailableException(NativeBundle.AnotherVersion(FirstLine(e)));
        }
    }

    private static int CudaDeviceCount()
    {
        try
        {
            int count = 0;
            WithoutItsTrace(() => count = cuda.is_available() ? cuda.device_count() : 0);
            return count;
        }
        catch (NotSupportedException)
        {
            // Without a CUDA bundle, there is no device, and the advice is the same.
            return 0;
        }
    }

    private static void RequireCudaDevice(int index)
    {
        int count = CudaDeviceCount();
        if (index >= count)
        {
            string found = count == 0
                ? "no CUDA device"
                : FormattableString.Invariant($"{count} CUDA device{(count == 1 ? "" : "s")}, the last of them cuda:{count - 1}");
            throw new EngineUnavailableException(FormattableString.Invariant(
                $"there is no device cuda:{index}: TorchSharp finds {found}. It takes an NVIDIA GPU, a driver for CUDA 12.8 (see ")
                + "`nvidia-smi`), and the package TorchSharp-cuda-linux or TorchSharp-cuda-windows. "
                + "Without them, train with --device cpu, or with --engine cpu, which is faster on a processor");
        }
    }

    /// <summary>
    /// Runs a step of the operations of trainings. A library of another version loads, but may fail or compute something else.
    /// It is better to notice now than in the middle of a training.
    /// </summary>
    private static void RequireWorkingLibraries()
    {
        using DisposeScope scope = NewDisposeScope();
        try
        {
            Tensor weights = ones([2, 1, 1, 3]).requires_grad_();
            Tensor threes = nn.functional.max_pool2d(nn.functional.conv2d(ones([1, 2, 1, 4]), weights, groups: 2), [1, 2]);
            Tensor sixes = threes.view(1, 1, 2).bmm(ones([1, 2, 2]));
            Tensor gradient = autograd.grad([sixes.sum()], [weights])[0];
            Tensor order = sixes.detach().flatten().sort(-1, descending: true, stable: true).Indices;
            Tensor ranks = zeros([2], ScalarType.Int64).scatter_(-1, order, arange(2, ScalarType.Int64));
            Tensor first = sixes.log_softmax(-1).exp().gather(-1, order.view(1, 1, 2)).cumsum(-1);
            string found = FormattableString.Invariant($"{threes.sum().item<float>()}, {sixes.sum().item<float>()}, ")
                + FormattableString.Invariant($"{gradient.sum().item<float>()}, {ranks[1].item<long>()}, {first.max().item<float>():F3}");
            const string expected = "6, 12, 12, 1, 1.000";
            if (found != expected)
            {
                throw new EngineUnavailableException(NativeBundle.AnotherVersion($"a first step gives {found} and not {expected}"));
            }
        }
        catch (ExternalException e)
        {
            throw new EngineUnavailableException(NativeBundle.AnotherVersion(FirstLine(e)));
        }
    }

    /// <summary>
    /// Runs a load without its trace. TorchSharp prints failed attempts on standard output, which is for tables.
    /// </summary>
    private static void WithoutItsTrace(Action load)
    {
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            load();
        }
        catch (ExternalException e)
        {
            throw new NotSupportedException(FirstLine(e), e);
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private static string FirstLine(Exception e)
    {
        string text = (e.InnerException ?? e).Message.Trim();
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }
}
