using System.Text.Json.Serialization;

namespace Sans.Core.Phi;

/// <summary>Means over examples: φ̄ of Eq. (7) is the mean of φ, not φ of the means.</summary>
/// <param name="InverseCompressionRatio">Mean CR⁻¹.</param>
/// <param name="NormalizedReconstructionLoss">Mean L̃.</param>
/// <param name="MeanPhi">φ̄.</param>
/// <param name="LeftOutCount">Examples that are zero everywhere. Their L̃ is undefined, so that no mean includes them.</param>
public readonly record struct PhiMean(
    double InverseCompressionRatio, double NormalizedReconstructionLoss, double MeanPhi, int LeftOutCount)
{
    /// <summary>Whether the means exist: some example was not zero, and every number was finite.</summary>
    [JsonIgnore]
    public bool IsFinite =>
        double.IsFinite(InverseCompressionRatio) && double.IsFinite(NormalizedReconstructionLoss) && double.IsFinite(MeanPhi);
}

/// <summary>Adds up φ over examples, in order.</summary>
public struct PhiAccumulator
{
    private double _inverseCompressionRatio;
    private double _normalizedReconstructionLoss;
    private double _phi;
    private int _count;
    private int _leftOutCount;

    /// <summary>The means so far, NaN when every example was left out.</summary>
    public readonly PhiMean Mean => new(
        _inverseCompressionRatio / _count, _normalizedReconstructionLoss / _count, _phi / _count, _leftOutCount);

    /// <summary>Adds an example.</summary>
    /// <param name="inverseCompressionRatio">CR⁻¹.</param>
    /// <param name="absoluteError">Σ|x̂ - x| over the example.</param>
    /// <param name="absoluteSum">Σ|x| over the example. An example with 0 is left out.</param>
    public void Add(double inverseCompressionRatio, double absoluteError, double absoluteSum)
    {
        if (absoluteSum == 0)
        {
            _leftOutCount++;
            return;
        }

        PhiScore score = new(inverseCompressionRatio, absoluteError / absoluteSum);
        _inverseCompressionRatio += score.InverseCompressionRatio;
        _normalizedReconstructionLoss += score.NormalizedReconstructionLoss;
        _phi += score.Phi;
        _count++;
    }
}
