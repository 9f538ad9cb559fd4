using System.Diagnostics;
using System.Runtime.InteropServices;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>
/// How far a training has come: all that the epochs to come depend on. Random streams are not part of it: they are keyed by trial and epoch.
/// </summary>
/// <param name="trial">The trial.</param>
/// <param name="bestKernels">Its first weights; from the first epoch on the best ones, one array for each kernel.</param>
/// <param name="adam">Its optimiser.</param>
/// <param name="checkpoints">Where it is kept, if anywhere.</param>
internal sealed class TrainingProgress(Trial trial, float[][] bestKernels, Adam adam, ICheckpoints? checkpoints)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _lastKept = Stopwatch.GetTimestamp();
    private TimeSpan _before;

    /// <summary>The epochs that are done.</summary>
    public int Epoch { get; set; }

    /// <summary>The epoch of the best weights; 0 before the first one.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>φ of the best weights on the validation examples.</summary>
    public PhiMean BestValidation { get; private set; }

    /// <summary>φ̄ on the validation examples after each epoch.</summary>
    public double[] ValidationMeanPhi { get; } = new double[trial.Training.Epochs];

    /// <summary>The time spent so far, by this process and by those before.</summary>
    public TimeSpan Duration => _before + Stopwatch.GetElapsedTime(_start);

    /// <summary>Whether the time has come to keep it.</summary>
    public bool IsToBeKept => checkpoints is not null && Stopwatch.GetElapsedTime(_lastKept) >= checkpoints.Interval;

    /// <summary>Whether a stopped training has something to lose.</summary>
    public bool IsWorthKeeping => checkpoints is not null && Duration >= checkpoints.Interval;

    /// <summary>Notes that the weights of this epoch are the best ones.</summary>
    public void IsBest(PhiMean validation) => (BestEpoch, BestValidation) = (Epoch, validation);

    /// <summary>Keeps it, with the present weights.</summary>
    /// <param name="network">The network with the weights.</param>
    public void Keep(INetwork network)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(Epoch);
        writer.Write(BestEpoch);
        writer.Write(BestValidation.InverseCompressionRatio);
        writer.Write(BestValidation.NormalizedReconstructionLoss);
        writer.Write(BestValidation.MeanPhi);
        writer.Write(BestValidation.LeftOutCount);
        writer.Write(Duration.Ticks);
        writer.Write(MemoryMarshal.AsBytes<double>(ValidationMeanPhi));
        for (int i = 0; i < trial.KernelCount; i++)
        {
            writer.Write(MemoryMarshal.AsBytes(network.Kernel(i).Span[..bestKernels[i].Length]));
            writer.Write(MemoryMarshal.AsBytes<float>(bestKernels[i]));
        }

        adam.Save(writer);
        writer.Flush();
        checkpoints!.Write(trial, stream.GetBuffer().AsMemory(0, (int)stream.Length));
        _lastKept = Stopwatch.GetTimestamp();
    }

    /// <summary>Takes up what an earlier process kept; without it, everything stays as it is.</summary>
    /// <param name="network">The network that receives the weights.</param>
    public void TakeUp(INetwork network)
    {
        if (checkpoints?.TryRead(trial) is not { } state)
        {
            return;
        }

        using BinaryReader reader = new(new MemoryStream(state));
        Epoch = reader.ReadInt32();
        BestEpoch = reader.ReadInt32();
        BestValidation = new PhiMean(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());
        _before = TimeSpan.FromTicks(reader.ReadInt64());
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(ValidationMeanPhi.AsSpan()));
        for (int i = 0; i < trial.KernelCount; i++)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(network.Kernel(i).Span[..bestKernels[i].Length]));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(bestKernels[i].AsSpan()));
        }

        adam.Load(reader);
    }
}
