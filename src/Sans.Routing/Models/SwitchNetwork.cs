using Sans.Core.Numerics;

namespace Sans.Routing.Models;

/// <summary>
/// Experts behind a learned top-1 router (Fedus, Zoph and Shazeer 2021): <c>p(x) = softmax(W x + b)</c>,
/// <c>i = argmax p(x)</c>, <c>y = p_i(x) · A_i φ_i(x)</c>. Experts are blocks of frozen units. A, W and b are trained.
/// </summary>
internal sealed class SwitchNetwork
{
    private readonly RandomUnits _units;
    private readonly float[] _preActivations;
    private readonly double[] _probabilities;

    /// <summary>A network whose trained numbers are all 0.</summary>
    /// <param name="units">The units of all experts, one expert after another.</param>
    /// <param name="expertCount">E, which divides the number of units.</param>
    /// <param name="dimension">d</param>
    public SwitchNetwork(RandomUnits units, int expertCount, int dimension)
    {
        _units = units;
        _preActivations = new float[units.Room];
        _probabilities = new double[expertCount];
        (ExpertCount, Dimension, UnitsPerExpert) = (expertCount, dimension, units.Count / expertCount);
        Weights = new double[units.Count + (expertCount * (dimension + 1))];
    }

    /// <summary>Number E of experts.</summary>
    public int ExpertCount { get; }

    /// <summary>Number d of inputs.</summary>
    public int Dimension { get; }

    /// <summary>Number s of units of an expert.</summary>
    public int UnitsPerExpert { get; }

    /// <summary>All trained numbers: A, expert after expert, then for each expert its row of W and its number of b.</summary>
    public double[] Weights { get; }

    /// <summary>The weights of the router: the rows of W, each with its bias.</summary>
    public Span<double> RouterWeights => Weights.AsSpan(_units.Count);

    /// <summary>The expert of an input: that of the highest logit, the first of equal ones.</summary>
    public int Route(ReadOnlySpan<float> x)
    {
        int expert = 0;
        for (int k = 0; k < ExpertCount; k++)
        {
            ReadOnlySpan<double> row = Weights.AsSpan(_units.Count + (k * (Dimension + 1)), Dimension + 1);
            double logit = row[Dimension];
            for (int i = 0; i < Dimension; i++)
            {
                logit = Math.FusedMultiplyAdd(row[i], x[i], logit);
            }

            _probabilities[k] = logit;
            expert = logit > _probabilities[expert] ? k : expert;
        }

        return expert;
    }

    /// <summary>Routes an input and computes the output. The result is valid until the next call.</summary>
    public SwitchPass Forward(ReadOnlySpan<float> x)
    {
        int expert = Route(x);
        Normalize();
        _units.Score(x, _preActivations);
        double output = 0;
        for (int j = expert * UnitsPerExpert; j < (expert + 1) * UnitsPerExpert; j++)
        {
            output = Math.FusedMultiplyAdd(Weights[j], Activation(j), output);
        }

        return new SwitchPass(expert, _probabilities, output);
    }

    /// <summary>Adds the gradient of one input's loss to that of its batch.</summary>
    /// <param name="x">The input of the last <see cref="Forward"/>.</param>
    /// <param name="pass">Its result.</param>
    /// <param name="slope">dL/dy.</param>
    /// <param name="loads">f, the share of the batch of each expert. It is a constant in the gradient.</param>
    /// <param name="loadWeight">α E / B: the weight of <c>Σ_i f_i P_i</c>, divided by the batch.</param>
    /// <param name="gradient">As long as <see cref="Weights"/>.</param>
    public void AddGradient(
        ReadOnlySpan<float> x, SwitchPass pass, double slope, ReadOnlySpan<double> loads, double loadWeight, Span<double> gradient)
    {
        double gate = pass.Probabilities[pass.Expert];
        for (int j = pass.Expert * UnitsPerExpert; j < (pass.Expert + 1) * UnitsPerExpert; j++)
        {
            gradient[j] = Math.FusedMultiplyAdd(slope * gate, Activation(j), gradient[j]);
        }

        double meanLoad = 0;
        for (int k = 0; k < ExpertCount; k++)
        {
            meanLoad += loads[k] * pass.Probabilities[k];
        }

        for (int k = 0; k < ExpertCount; k++)
        {
            double p = pass.Probabilities[k];
            double ofGate = slope * pass.ExpertOutput * gate * ((k == pass.Expert ? 1 : 0) - p);
            double ofLoad = loadWeight * p * (loads[k] - meanLoad);
            Span<double> row = gradient.Slice(_units.Count + (k * (Dimension + 1)), Dimension + 1);
            for (int i = 0; i < Dimension; i++)
            {
                row[i] = Math.FusedMultiplyAdd(ofGate + ofLoad, x[i], row[i]);
            }

            row[Dimension] += ofGate + ofLoad;
        }
    }

    private double Activation(int unit) => _units.Activate(_preActivations[unit]);

    /// <summary>Computes the softmax of the logits of the last routing, after subtracting the largest.</summary>
    private void Normalize()
    {
        double largest = _probabilities.Max();
        double sum = 0;
        foreach (ref double p in _probabilities.AsSpan())
        {
            p = PortableMath.Exp(p - largest);
            sum += p;
        }

        foreach (ref double p in _probabilities.AsSpan())
        {
            p /= sum;
        }
    }
}

/// <summary>The result of a <see cref="SwitchNetwork"/> for an input.</summary>
/// <param name="Expert">i, the expert of highest probability, the first of equal ones.</param>
/// <param name="Probabilities">p, <c>[E]</c>. The next pass overwrites it.</param>
/// <param name="ExpertOutput">A_i φ_i(x).</param>
internal readonly record struct SwitchPass(int Expert, double[] Probabilities, double ExpertOutput)
{
    /// <summary>The output y: the expert's output times its probability.</summary>
    public double Output => Probabilities[Expert] * ExpertOutput;
}
