using Sans.Autoencoders.Training;
using Sans.Autoencoders.Units;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Numerics;
using Sans.Core.Penalties;
using Sans.Core.Random;

namespace Sans.Tests.Autoencoders;

/// <summary>
/// P1, first half. The table of docs/method/sparsity-penalties.md, section 2: values, gradients, and the facts below
/// it.
/// </summary>
public sealed class PenaltyFormulaTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;
    private const int Batch = 7;
    private const int Units = 5;

    public static TheoryData<PenaltyKind, MeanTransform> Penalties { get; } = new()
    {
        { PenaltyKind.L1, MeanTransform.Raw },
        { PenaltyKind.StudentT, MeanTransform.Raw },
        { PenaltyKind.CrossEntropy, MeanTransform.Raw },
        { PenaltyKind.Kl, MeanTransform.Raw },
        { PenaltyKind.KlMean, MeanTransform.Raw },
        { PenaltyKind.MeanSquare, MeanTransform.Raw },
        { PenaltyKind.MeanSquare, MeanTransform.Abs },
        { PenaltyKind.MeanSquare, MeanTransform.Square },
    };

    [Theory]
    [MemberData(nameof(Penalties))]
    public void Gradient_is_the_slope_of_the_value(PenaltyKind kind, MeanTransform transform)
    {
        IPenalty penalty = PenaltyTerms.Of(new PenaltyConfig(kind, 1, 0.05, transform))!;
        CodePenalty r = new(penalty, transform, Units);
        CodeLayout layout = new(Batch, Units, 8);
        double[] code = Code(layout, penalty.NeedsProbability);
        double[] gradient = new double[layout.Size];
        r.AddGradient(code, layout, 1, gradient);
        for (int i = 0; i < layout.Size; i++)
        {
            if (i % layout.Stride >= Units)
            {
                Assert.Equal(0, gradient[i]);
                continue;
            }

            double h = code[i];
            code[i] = h + Step;
            double above = r.Value(code, layout);
            code[i] = h - Step;
            double slope = (above - r.Value(code, layout)) / (2 * Step);
            code[i] = h;
            Assert.True(
                Math.Abs(slope - gradient[i]) <= Tolerance * Math.Abs(slope),
                $"{kind} {transform}: {slope:R} and {gradient[i]:R} at h = {h:R}");
        }
    }

    [Theory]
    [InlineData(PenaltyKind.L1, new[] { 0.5, -2 }, 1.25)]
    [InlineData(PenaltyKind.StudentT, new[] { 1.0, -1 }, 0.6931471805599453)]
    [InlineData(PenaltyKind.MeanSquare, new[] { 0.5, 0.3 }, 0.1225)]
    public void Value_of_one_unit_on_two_samples(PenaltyKind kind, double[] h, double expected) =>
        Assert.Equal(expected, new CodePenalty(
            PenaltyTerms.Of(new PenaltyConfig(kind, 1, 0.05, MeanTransform.Raw))!,
            MeanTransform.Raw,
            1).Value(h, new CodeLayout(2, 1, 1)), 1e-15);

    [Fact]
    public void Cross_entropy_and_kl_differ_by_the_entropy_of_the_target_and_are_least_there()
    {
        const double p = 0.05;
        CrossEntropy crossEntropy = new(p);
        KullbackLeibler kl = new(p, isOverMean: false);
        double entropy = -(p * PortableMath.Log(p)) - ((1 - p) * PortableMath.Log(1 - p));
        foreach (double h in new[] { 0.001, 0.04, 0.05, 0.3, 0.99 })
        {
            Assert.Equal(entropy, crossEntropy.Value(h) - kl.Value(h), 1e-14);
            Assert.Equal(crossEntropy.Slope(h), kl.Slope(h));
            Assert.True(kl.Value(h) >= kl.Value(p));
        }

        Assert.Equal(0, kl.Slope(p), 1e-15);
        Assert.Equal(0, kl.Value(p), 1e-15);
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-5)]
    [InlineData(0.3)]
    [InlineData(5)]
    public void Kl_of_a_sigmoid_has_the_gradient_h_less_p_in_z(double z)
    {
        Sigmoid sigmoid = new();
        double h = sigmoid.Value(z);
        double gradient = new KullbackLeibler(0.05, isOverMean: false).Slope(h) * sigmoid.Slope(z, h);

        // A clipped h gives a finite slope, which is no longer exact.
        Assert.True(double.IsFinite(gradient));
        if (h > 1e-6)
        {
            Assert.Equal(h - 0.05, gradient, 1e-12);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1e-300)]
    public void Probabilities_are_clipped_inside_of_logarithms_only(double h)
    {
        KullbackLeibler kl = new(0.05, isOverMean: true);
        Assert.Equal(kl.Value(h < 0.5 ? 1e-6 : 1 - 1e-6), kl.Value(h));
        Assert.True(double.IsFinite(kl.Slope(h)));
    }

    [Fact]
    public void Student_t_pulls_hardest_at_one_and_is_concave_beyond()
    {
        StudentT r = new();
        Assert.Equal(1, r.Slope(1));
        foreach (double h in new[] { 0.2, 0.5, 0.9, 1.1, 2, 10 })
        {
            Assert.True(r.Slope(h) < 1);
            double curvature = (r.Slope(h + Step) - r.Slope(h - Step)) / (2 * Step);
            double square = h * h;
            Assert.Equal(2 * (1 - square) / ((1 + square) * (1 + square)), curvature, 1e-8);
        }
    }

    [Fact]
    public void Mean_square_pushes_all_samples_of_a_batch_alike()
    {
        CodeLayout layout = new(Batch, Units, Units);
        double[] code = Code(layout, isProbability: false);
        double[] gradient = new double[layout.Size];
        new CodePenalty(new MeanSquare(0.1), MeanTransform.Raw, Units).AddGradient(code, layout, 3, gradient);
        for (int i = Units; i < gradient.Length; i++)
        {
            Assert.Equal(gradient[i % Units], gradient[i]);
        }
    }

    /// <summary>E[m²] = μ² + var / B. So a batch of one is an L2 penalty on the code.</summary>
    [Fact]
    public void Mean_square_depends_on_the_batch_size()
    {
        CodeLayout all = new(Batch, Units, Units);
        double[] code = Code(all, isProbability: false);
        CodePenalty r = new(new MeanSquare(0), MeanTransform.Raw, Units);
        double alone = Enumerable.Range(0, Batch).Average(b => r.Value(code.AsSpan(b * Units, Units), all with { Batch = 1 }));
        Assert.Equal(code.Sum(h => h * h) / Batch, alone, 1e-12);
        double variance = Enumerable.Range(0, Units).Sum(j =>
        {
            double[] unit = [.. code.Where((_, i) => i % Units == j)];
            return unit.Average(h => (h - unit.Average()) * (h - unit.Average()));
        });
        Assert.Equal(alone - variance, r.Value(code, all), 1e-12);
    }

    [Fact]
    public void Balanced_signs_are_invisible_to_the_raw_mean_alone()
    {
        double[] code = [2, -2];
        CodeLayout layout = new(2, 1, 1);
        Assert.Equal(0, new CodePenalty(new MeanSquare(0), MeanTransform.Raw, 1).Value(code, layout));
        Assert.Equal(4, new CodePenalty(new MeanSquare(0), MeanTransform.Abs, 1).Value(code, layout));
        Assert.Equal(16, new CodePenalty(new MeanSquare(0), MeanTransform.Square, 1).Value(code, layout));
    }

    /// <summary>
    /// Codes of both signs at least 1e-3 from the kink at 0. For probabilities, codes far from both ends.
    /// </summary>
    private static double[] Code(CodeLayout layout, bool isProbability)
    {
        RandomStream stream = new("test", "penalty");
        double[] code = new double[layout.Size];
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int j = row; j < row + layout.Units; j++)
            {
                double u = stream.NextUniform();
                code[j] = isProbability ? 0.1 + (0.8 * u) : (u < 0.5 ? -1 : 1) * (0.01 + (2 * stream.NextUniform()));
            }
        }

        return code;
    }
}
