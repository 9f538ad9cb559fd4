using Sans.Configuration;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Torch;

/// <summary>How one trial of a batch is doing: what was measured after each epoch, and what came of it.</summary>
/// <param name="trial">The trial.</param>
/// <param name="shape">What its examples look like.</param>
internal sealed class TrialCourse(Trial trial, ExampleShape shape)
{
    private readonly double[] _validationMeanPhi = new double[trial.Training.Epochs];

    // In 2-D, too, W counts the side of a kernel: that is what the printed tables have (docs/method/san-paper.md, 6.2).
    private readonly int _weightCount = trial.KernelSizes.Sum();

    private PhiMean _bestValidation;
    private double? _penaltyWeight = trial.Training.Penalty?.Penalty.Weight;

    /// <summary>The trial.</summary>
    public Trial Trial { get; } = trial;

    /// <summary>The epoch whose weights are the best so far; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Why it failed; <see langword="null"/> where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>What it came to, where it did not fail.</summary>
    public TrialResult? Result { get; private set; }

    /// <summary>Takes the weight of the penalty that was found on the first batch.</summary>
    /// <param name="weight">λ; not a number where the penalty was zero there.</param>
    public void TakePenaltyWeight(double weight)
    {
        _penaltyWeight = weight;
        if (double.IsNaN(weight))
        {
            Failure = "the penalty is zero on the first batch, so that no weight relative to it can be found; give 'weight_relative: false'";
        }
    }

    /// <summary>Takes the measures of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="isFinite">Whether errors and weights were finite.</param>
    /// <param name="examples">The validation examples.</param>
    /// <param name="errors">Σ|x̂ - x| of each.</param>
    /// <param name="nonZeroCounts">A of each.</param>
    public void EndEpoch(int epoch, bool isFinite, SignalWindows examples, ReadOnlySpan<double> errors, ReadOnlySpan<long> nonZeroCounts)
    {
        if (Failure is not null)
        {
            return;
        }

        if (!isFinite)
        {
            Failure = Diverged(epoch);
            return;
        }

        PhiMean validation = Measure("validation", epoch, examples, errors, nonZeroCounts, _weightCount);
        _validationMeanPhi[epoch - 1] = validation.MeanPhi;
        if (Trial.Protocol == Protocol.AsPublished || BestEpoch == 0 || validation.MeanPhi < _bestValidation.MeanPhi)
        {
            (BestEpoch, _bestValidation) = (epoch, validation);
        }
    }

    /// <summary>Takes the measures of the best weights.</summary>
    /// <param name="kernels">The best weights.</param>
    /// <param name="examples">The test examples.</param>
    /// <param name="errors">Σ|x̂ - x| of each.</param>
    /// <param name="nonZeroCounts">A of each.</param>
    /// <param name="duration">Its share of the time of the batch.</param>
    public void End(float[][] kernels, SignalWindows examples, ReadOnlySpan<double> errors, ReadOnlySpan<long> nonZeroCounts, TimeSpan duration)
    {
        PhiMean test = Measure("test", BestEpoch, examples, errors, nonZeroCounts, _weightCount);
        PhiMean? byArea = Trial.Readings is { UseKernelAreas: true } && shape.Dimensions == SignalDimensions.Two
            ? Measure("test", BestEpoch, examples, errors, nonZeroCounts, Trial.KernelSizes.Sum(shape.WeightsOf))
            : null;
        if (Failure is null)
        {
            string digest = TrialDigest.Of(BestEpoch, _bestValidation, test, kernels, byArea, _penaltyWeight);
            Result = new TrialResult(Trial, BestEpoch, _bestValidation, test, _validationMeanPhi, kernels, digest, duration, byArea, _penaltyWeight);
        }
    }

    private PhiMean Measure(
        string part, int epoch, SignalWindows examples, ReadOnlySpan<double> errors, ReadOnlySpan<long> nonZeroCounts, int weightCount)
    {
        int dimensions = shape.Dimensions == SignalDimensions.One ? 1 : 2;
        PhiAccumulator phi = default;
        for (int i = 0; i < examples.Count; i++)
        {
            phi.Add(PhiScore.InverseCompressionRatioOf(weightCount, (int)nonZeroCounts[i], dimensions, shape.Length), errors[i], AbsoluteSum(examples[i]));
        }

        if (phi.Mean.LeftOutCount == examples.Count)
        {
            Failure ??= $"every {part} example is zero everywhere, so that φ has no meaning";
        }
        else if (!phi.Mean.IsFinite)
        {
            Failure ??= Diverged(epoch);
        }

        return phi.Mean;
    }

    private static double AbsoluteSum(ReadOnlySpan<float> example)
    {
        double sum = 0;
        foreach (float sample in example)
        {
            sum += Math.Abs(sample);
        }

        return sum;
    }

    private static string Diverged(int epoch) =>
        FormattableString.Invariant($"diverged in epoch {epoch}: kernels or reconstruction are not finite; a smaller learning_rate may help");
}
