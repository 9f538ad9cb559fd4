using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Framework;
using Sans.Networks.Studies;

namespace Sans.Tests.Core.Pursuit;

/// <summary>Amplitudes of least squares at the positions that selectors keep.</summary>
public sealed class RefitTests
{
    private static readonly float[][] Kernels = [[1, 2, 1], [1, 0, -1, 0.5f, 0.25f]];
    private static readonly int[] Sizes = [3, 5];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Positions_stay_and_amplitudes_leave_a_residual_that_is_orthogonal(bool isTransposed)
    {
        Check(new Extrema(BorderTolerance: 1), new Extrema(BorderTolerance: 1, Refit: SupportRefit.LeastSquares), isTransposed);
        Check(new ExtremaPoolIndices(), new ExtremaPoolIndices(Refit: SupportRefit.LeastSquares), isTransposed);
        Check(
            new ExtremaCompetition(Priority: ExtremaPriority.Normalized),
            new ExtremaCompetition(Priority: ExtremaPriority.Normalized, Refit: SupportRefit.LeastSquares),
            isTransposed);
    }

    [Fact]
    public void Images_are_refitted_too()
    {
        Random random = new(3);
        ExampleShape shape = new(9, 11);
        float[] x = [.. Enumerable.Range(0, shape.Length).Select(_ => (float)random.Next(-4, 5))];
        float[][] kernels = [[1, 2, 1, 2, 4, 2, 1, 2, 1]];
        float[] map = [.. Enumerable.Range(0, shape.Length).Select(_ => (float)random.Next(-9, 10))];
        int[] plain = new Extrema().Activate([map], shape, [3], kernels, input: x)[0].Positions;
        ActivatedMap refitted = Activate(new Extrema(Refit: SupportRefit.LeastSquares), [map], shape, [3], kernels, x, true)[0];
        Assert.True(refitted.Positions.Length > 2 && refitted.Positions.All(plain.Contains));
        AssertOrthogonal(x, shape, kernels, [refitted], true);
    }

    /// <summary>Both rows of a sweep, and the measures of the plain one.</summary>
    [Theory]
    [InlineData("extrema", "border_tolerance: 3, ")]
    [InlineData("extrema_competition", "distance_factor: 0.5, ")]
    [InlineData("extrema_pool_indices", "")]
    public void Phi_with_and_without_stand_side_by_side(string activation, string parameters)
    {
        SanExperiment experiment = TestExperiments.Read($$"""
            name: refit
            datasets: [synthetic_events: { set: syn1 }]
            window: { samples: 2400, length: 200 }
            model: { kernels: 2, kernel_size: 12, decoder: transposed }
            activations: [{{activation}}: { {{parameters}}refit: [none, least_squares] }]
            training: { epochs: 8, batch_size: 2 }
            measures: [refitted_phi]
            """);
        SanStudy study = new(experiment, new CpuEngine(ActivationRegistry.Instance, 1), ActivationRegistry.Instance);
        IReadOnlyList<NetworkResult> results = TrainedStudy.Results(study);
        NetworkResult plain = results[0], refitted = results[1];
        Assert.True(refitted.Test.MeanPhi < plain.Test.MeanPhi - 0.01, $"{refitted.Test.MeanPhi}, {plain.Test.MeanPhi}");
        double measured = plain.Measures![NetworkMeasures.RefittedPhi] - plain.Test.MeanPhi;
        Assert.True(measured is > -0.1 and < 0.02 and not 0, $"{measured}");
        Assert.Equal(refitted.Test.MeanPhi, refitted.Measures![NetworkMeasures.RefittedPhi], 1e-5);
    }

    [Fact]
    public void A_program_can_ask_for_it()
    {
        Random random = new(5);
        float[] x = [.. Enumerable.Range(0, 1200).Select(
            t => (float)(Math.Exp(-Math.Pow(((t % 60) - 20) / 4.0, 2)) + (0.05 * random.NextDouble())))];
        SanModel model = new SanTrainer<Extrema>(new Extrema(Refit: SupportRefit.LeastSquares))
        {
            KernelSizes = [12],
            Samples = 1200,
            WindowLength = 100,
            Epochs = 2,
            UsesTransposedDecoder = true,
            Initialization = KernelInitialization.Data,
        }.Fit(x);
        Assert.Equal("least_squares", model.Model.Network.Activation.Parameters.Single(p => p.Name == "refit").Value);
        string path = Path.GetTempFileName();
        model.Save(path);
        SanModel loaded = SanModel.Load(path);
        File.Delete(path);
        Assert.Equal(model.Encode(x), loaded.Encode(x));
    }

    private static void Check<T>(T plain, T refitted, bool isTransposed)
        where T : struct, IRefittedActivation
    {
        Random random = new(1);
        float[] x = [.. Enumerable.Range(0, 60).Select(_ => (float)random.Next(-5, 6))];
        float[][] maps = [.. Kernels.Select(_ => Enumerable.Range(0, x.Length).Select(_ => (float)random.Next(-9, 10)).ToArray())];
        ExampleShape shape = ExampleShape.Signal(x.Length);
        ActivatedMap[] expected = plain.Activate(maps, shape, Sizes, Kernels, input: x, usesTransposedDecoder: isTransposed);
        ActivatedMap[] actual = Activate(refitted, maps, shape, Sizes, Kernels, x, isTransposed);
        for (int kernel = 0; kernel < Kernels.Length; kernel++)
        {
            // Atoms that earlier atoms explain are left out. So are positions that keep only a tail.
            Assert.Subset(new HashSet<int>(expected[kernel].Positions), new HashSet<int>(actual[kernel].Positions));
        }

        int count = expected.Sum(m => m.Positions.Length);
        Assert.InRange(actual.Sum(m => m.Positions.Length), Math.Max(6, count - 4), count);
        AssertOrthogonal(x, shape, Kernels, actual, isTransposed);
    }

    private static ActivatedMap[] Activate<T>(
        T activation, float[][] maps, ExampleShape shape, int[] sizes, float[][] kernels, float[] x, bool isTransposed)
        where T : struct, IRefittedActivation => Refitting.Visit(activation, new Activated(maps, shape, sizes, kernels, x, isTransposed));

    private static void AssertOrthogonal(float[] x, ExampleShape shape, float[][] kernels, ActivatedMap[] maps, bool isTransposed)
    {
        AtomDictionary atoms = new(shape, kernels, isTransposed);
        CodedActivation[] code =
        [
            .. maps.SelectMany((m, kernel) => m.Positions.Zip(m.Values, (p, value) => new CodedActivation(kernel, p, value))),
        ];
        double[] residual = atoms.Residual(x, code);
        Assert.All(code, a => Assert.Equal(0, atoms.ProductWith(a.Kernel, a.Position, residual), 1e-3));
    }

    private sealed class Activated(float[][] maps, ExampleShape shape, int[] sizes, float[][] kernels, float[] x, bool isTransposed)
        : IActivationVisitor<ActivatedMap[]>
    {
        public ActivatedMap[] Visit<T>(T activation)
            where T : struct, ISparseActivation =>
            activation.Activate(maps, shape, sizes, kernels, input: x, usesTransposedDecoder: isTransposed);
    }
}
