using Sans.Core.Phi;
using Sans.Core.Pursuit;
using Sans.Core.Training;

namespace Sans.Benchmarks.Csc;

/// <summary>Codes of a peer for one λ, by one of the ways to find amplitudes.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Method">The peer, the signs of its amplitudes, and whether they are refitted.</param>
/// <param name="Dataset">The signal.</param>
/// <param name="KernelCount">Number of atoms.</param>
/// <param name="KernelSize">Samples of an atom.</param>
/// <param name="Regularization">λ of the training.</param>
/// <param name="Validation">φ̄ on validation.</param>
/// <param name="Test">The means on test.</param>
/// <param name="TestCode">The codes of test windows.</param>
/// <param name="Seconds">Processor seconds of training and coding.</param>
internal sealed record PeerCell(
    string Peer,
    string Method,
    string Dataset,
    int KernelCount,
    int KernelSize,
    double Regularization,
    double Validation,
    PhiMean Test,
    CscCode TestCode,
    double Seconds)
{
    /// <summary>The mean number of activations on test.</summary>
    public double Count => TestCode.MeanCount;

    /// <summary>Whether it is a cell of a table.</summary>
    public bool Is(string dataset, int kernelCount, int kernelSize, string method) =>
        (Dataset, KernelCount, KernelSize, Method) == (dataset, kernelCount, kernelSize, method);

    /// <summary>All cells of the peers: raw amplitudes, amplitudes of least squares, and our pursuit with their atoms.</summary>
    /// <param name="lines">The lines of the peers.</param>
    /// <param name="own">The signals.</param>
    public static IEnumerable<PeerCell> Of(IReadOnlyList<PeerLine> lines, CscOwn own)
    {
        foreach (PeerLine learned in lines.Where(l => l.Atoms is not null && own.Datasets.Contains(l.Signal)))
        {
            SignalSplit split = own.Data[learned.Signal!];
            foreach (PeerLine coded in lines.Where(l => l.Code is not null
                && (l.Peer, l.Signal, l.Kernels, l.Size, l.Regularization)
                    == (learned.Peer, learned.Signal, learned.Kernels, learned.Size, learned.Regularization)))
            {
                string signs = coded.IsSigned ? "±" : "+";
                CscCode validation = new(learned.Atoms!, [.. coded.Events.Take(split.Validation.Count)]);
                CscCode test = new(learned.Atoms!, [.. coded.Events.Skip(split.Validation.Count)]);
                double seconds = learned.Seconds + coded.Seconds;
                yield return Cell($"{learned.Peer} {signs}", validation, test, seconds);
                yield return Cell(
                    $"{learned.Peer} {signs}, refit", validation.Refitted(split.Validation), test.Refitted(split.Test), seconds);
            }

            yield return Cell(
                $"{learned.Peer}'s atoms, pursuit",
                CscOwn.Encode(learned.Atoms!, split.Validation, new PursuitOptions()),
                CscOwn.Encode(learned.Atoms!, split.Test, new PursuitOptions()),
                learned.Seconds);

            PeerCell Cell(string method, CscCode validation, CscCode test, double seconds) => new(
                learned.Peer,
                method,
                learned.Signal!,
                learned.Kernels,
                learned.Size,
                learned.Regularization,
                validation.Phi(split.Validation).MeanPhi,
                test.Phi(split.Test),
                test,
                seconds);
        }
    }
}
