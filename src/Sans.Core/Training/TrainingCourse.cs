using System.Diagnostics;
using System.Runtime.InteropServices;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Core.Training;

/// <summary>
/// The course of trainings: epochs, the choice of weights by the protocol, divergence, and states to continue from. It is the
/// same for every engine.
/// </summary>
/// <typeparam name="TMeasure">The measure on the validation examples.</typeparam>
public abstract class TrainingCourse<TMeasure>
    where TMeasure : unmanaged
{
    private readonly ITrainer _trainer;
    private readonly int _epochs;
    private readonly Protocol _protocol;
    private readonly TrainingKeeper? _keeper;
    private readonly TrainingStanding<TMeasure>[] _standings;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _lastKept = Stopwatch.GetTimestamp();
    private TimeSpan _before;
    private int _epoch;

    /// <summary>Prepares a course.</summary>
    /// <param name="trainer">The models.</param>
    /// <param name="epochs">Passes over the training examples.</param>
    /// <param name="protocol">
    /// The protocol. <c>honest</c> tests a copy of the best epoch, the first of equal ones. <c>as_published</c> tests the last
    /// epoch.
    /// </param>
    /// <param name="keeper">The store for states of long trainings, or <see langword="null"/> to keep none.</param>
    protected TrainingCourse(ITrainer trainer, int epochs, Protocol protocol, TrainingKeeper? keeper = null)
    {
        (_trainer, _epochs, _protocol, _keeper) = (trainer, epochs, protocol, keeper);
        _standings = new TrainingStanding<TMeasure>[trainer.Count];
        for (int i = 0; i < _standings.Length; i++)
        {
            _standings[i] = new TrainingStanding<TMeasure>();
        }
    }

    /// <summary>Called after each epoch with its number, from 1, and the number of all. For displays of progress.</summary>
    public Action<int, int>? EpochEnded { get; init; }

    /// <summary>The state of each model.</summary>
    protected IReadOnlyList<TrainingStanding<TMeasure>> Standings => _standings;

    /// <summary>The time of each model so far: its share of the time of all, including earlier processes.</summary>
    protected TimeSpan Share => (_before + Stopwatch.GetElapsedTime(_start)) / Math.Max(1, _standings.Length);

    /// <summary>Whether at least one training has not failed.</summary>
    protected bool HasAnyLeft => Array.Exists(_standings, s => s.Failure is null);

    /// <summary>Measures the present models on the validation examples.</summary>
    protected abstract IReadOnlyList<TMeasure> Measure();

    /// <summary>Whether one measure is better than another.</summary>
    protected abstract bool IsBetter(TMeasure measure, TMeasure other);

    /// <summary>The reason why a training with this measure must stop, or <see langword="null"/> if it can continue.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="epoch">The epoch of the weights.</param>
    protected abstract string? FailureOf(TMeasure measure, int epoch);

    /// <summary>The message for a model that diverged.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    protected abstract string Diverged(int epoch);

    /// <summary>Trains all epochs and restores the chosen weights.</summary>
    /// <param name="cancellationToken">Looked at before each epoch.</param>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    protected void RunEpochs(CancellationToken cancellationToken)
    {
        TakeUp();
        bool[] flags = new bool[_standings.Length];
        while (_epoch < _epochs && HasAnyLeft)
        {
            StopHereIfAsked(cancellationToken);
            _trainer.TrainEpoch(++_epoch, flags);
            EndEpoch(flags);
            EpochEnded?.Invoke(_epoch, _epochs);
            if (_keeper is not null && Stopwatch.GetElapsedTime(_lastKept) >= _keeper.Checkpoints.Interval && HasAnyLeft)
            {
                Keep(_keeper);
            }
        }

        if (HasAnyLeft)
        {
            _trainer.TakeBest();
        }
    }

    /// <summary>Marks a training as failed. The first reason stays.</summary>
    /// <param name="model">The index of the model.</param>
    /// <param name="reason">The reason, as a message for the user.</param>
    protected void Fail(int model, string? reason) => _standings[model].Failure ??= reason;

    private void EndEpoch(bool[] isFinite)
    {
        for (int i = 0; i < _standings.Length; i++)
        {
            Fail(i, isFinite[i] ? null : Diverged(_epoch));
        }

        if (!HasAnyLeft)
        {
            return;
        }

        IReadOnlyList<TMeasure> measures = Measure();
        bool[] isBest = isFinite;
        for (int i = 0; i < _standings.Length; i++)
        {
            Fail(i, FailureOf(measures[i], _epoch));
            TrainingStanding<TMeasure> standing = _standings[i];
            isBest[i] = standing.Failure is null
                && (_protocol == Protocol.AsPublished || standing.BestEpoch == 0 || IsBetter(measures[i], standing.Best));
            if (standing.Failure is null)
            {
                standing.Measures.Add(measures[i]);
            }

            if (isBest[i])
            {
                (standing.BestEpoch, standing.Best) = (_epoch, measures[i]);
            }
        }

        _trainer.KeepBest(isBest);
    }

    private void StopHereIfAsked(CancellationToken cancellationToken)
    {
        // A short training needs no state.
        if (cancellationToken.IsCancellationRequested
            && _keeper is not null
            && _epoch > 0
            && _before + Stopwatch.GetElapsedTime(_start) >= _keeper.Checkpoints.Interval)
        {
            Keep(_keeper);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Writes the state that later epochs depend on. Random streams need none: trial and epoch are their keys.</summary>
    private void Keep(TrainingKeeper keeper)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(_epoch);
        writer.Write((_before + Stopwatch.GetElapsedTime(_start)).Ticks);
        foreach (TrainingStanding<TMeasure> standing in _standings)
        {
            writer.Write(standing.BestEpoch);
            Write(writer, [standing.Best]);
            Write(writer, CollectionsMarshal.AsSpan(standing.Measures));
        }

        keeper.State.Save(writer);
        writer.Flush();
        keeper.Checkpoints.Write(keeper.Trial, stream.GetBuffer().AsMemory(0, (int)stream.Length));
        _lastKept = Stopwatch.GetTimestamp();
    }

    /// <summary>Reads the state of an earlier process, if there is one.</summary>
    private void TakeUp()
    {
        if (_keeper?.Checkpoints.TryRead(_keeper.Trial) is not { } state)
        {
            return;
        }

        using BinaryReader reader = new(new MemoryStream(state));
        _epoch = reader.ReadInt32();
        _before = TimeSpan.FromTicks(reader.ReadInt64());
        foreach (TrainingStanding<TMeasure> standing in _standings)
        {
            standing.BestEpoch = reader.ReadInt32();
            standing.Best = Read(reader, 1)[0];
            standing.Measures.AddRange(Read(reader, _epoch));
        }

        _keeper.State.Load(reader);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<TMeasure> measures) => writer.Write(MemoryMarshal.AsBytes(measures));

    private static TMeasure[] Read(BinaryReader reader, int count)
    {
        TMeasure[] measures = new TMeasure[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(measures.AsSpan()));
        return measures;
    }
}
