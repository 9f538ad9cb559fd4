using Sans.Benchmarks.Csc;
using Sans.Core.Training;

namespace Sans.Tests.Csc;

/// <summary>The protocol with <c>csc.py</c>. Stub packages stand for alphacsc and sporco.</summary>
public sealed class CscPeerTests : IDisposable
{
    private const string Alphacsc = """
        __version__ = "stub"


        class BatchCDL:
            def __init__(self, n_atoms, n_times_atom, reg, lmbd_max, n_iter, rank1, solver_z, D_init, random_state, verbose):
                assert (lmbd_max, rank1, solver_z, D_init, verbose) == ("scaled", False, "lgcd", "chunk", 0)
                print("packages may print")
                self.shape = n_atoms, n_times_atom

            def fit(self, x):
                assert x.ndim == 3 and x.shape[1] == 1
                if self.shape[1] == 5:
                    raise ValueError("five is too many")
                self.D_hat_ = x[:self.shape[0], :, :self.shape[1]]
        """;

    private const string UpdateZ = """
        import numpy


        def update_z_multi(x, atoms, regularization, solver, positive, random_state):
            assert solver == "lgcd" and regularization > 0
            codes = numpy.zeros((len(x), len(atoms), x.shape[2] - atoms.shape[2] + 1))
            codes[0, 1, 6] = 2.5 if positive else -2.5
            codes[0, 0, 3] = 0.001
            return codes, None, None
        """;

    private const string Dictionary = """
        import numpy


        def get_lambda_max(x, atoms):
            return numpy.array([[1.0], [2.0]])
        """;

    private const string Learning = """
        class ConvBPDNDictLearn:
            class Options(dict):
                def __init__(self, values, dmethod):
                    super().__init__(values)
                    assert dmethod == "cns" and values["MaxMainIter"] == 100

            def __init__(self, atoms, x, regularization, options, dmethod, dimK, dimN):
                assert (dmethod, dimK, dimN) == ("cns", 1, 1) and regularization > 0
                assert x.shape[0] >= 10 + len(atoms) - 1 and not x[10:].any()
                self.atoms = atoms

            def solve(self):
                pass

            def getdict(self):
                return self.atoms.reshape(self.atoms.shape[0], 1, 1, self.atoms.shape[1])
        """;

    private const string Coding = """
        import numpy


        class ConvBPDN:
            class Options(dict):
                pass

            def __init__(self, atoms, x, regularization, options, dimK, dimN):
                self.shape = x.shape[0], 1, x.shape[1], atoms.shape[1]

            def solve(self):
                codes = numpy.zeros(self.shape)
                codes[2, 0, 1, 0] = 1
                codes[10, 0, 1, 0] = 1
                return codes
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-csc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Peers_are_called_and_their_lines_read()
    {
        string python = Needs.Python("numpy");
        Write("alphacsc/__init__.py", Alphacsc);
        Write("alphacsc/update_z_multi.py", UpdateZ);
        Write("alphacsc/utils/__init__.py", "");
        Write("alphacsc/utils/dictionary.py", Dictionary);
        Write("sporco/__init__.py", "__version__ = '0'");
        Write("sporco/admm/__init__.py", "");
        Write("sporco/admm/cbpdn.py", Coding);
        Write("sporco/dictlrn/__init__.py", "");
        Write("sporco/dictlrn/cbpdndl.py", Learning);
        Write("scipy/__init__.py", "");
        Write("scipy/fft.py", "def next_fast_len(n):\n    return n + 1\n");
        SignalSplit split = Split();
        List<PeerLine> lines = [];
        PeerTask task = new(
            [CscPeers.Write(_folder, "one", split)], [CscPeers.Write(_folder, "known", split, 0.3)], [2], [3, 5])
        {
            Regularizations = [0.3],
            Codings = [0.5, 0.2],
        };
        Assert.Null(CscPeers.Run(python, _folder, task, lines));
        Assert.Equal(["alphacsc stub", "sporco 0"], lines.Where(l => l.Version is not null).Select(l => $"{l.Peer} {l.Version}"));
        PeerLine[] own = [.. lines.Where(l => l.Peer == "alphacsc")];

        // A cell that fails is a line, and the others go on.
        Assert.Equal("ValueError: five is too many", own.Single(l => l.Size == 5).Error);
        PeerLine learned = own.Single(l => l.Signal == "one" && l.Atoms is not null);
        Assert.Equal((2, 3, 0.3), (learned.Kernels, learned.Size, learned.Regularization));
        Assert.Equal(split.Train[1][..3].ToArray(), learned.Atoms![1]);
        PeerLine[] coded = [.. own.Where(l => l.Code is not null)];
        Assert.Equal([(false, 0.5), (false, 0.2), (true, 0.5), (true, 0.2)], coded.Select(l => (l.IsSigned, l.Coding)));
        Assert.All(coded, l => Assert.Equal(3, l.Events.Count));

        // Values of a thousandth of the largest are dropped.
        Assert.Equal([new CscEvent(1, 6, 2.5)], coded[0].Events[0]);
        Assert.Equal([new CscEvent(1, 6, -2.5)], coded[2].Events[0]);
        Assert.Empty(coded[0].Events[1]);

        // Atoms that begin in the zeros behind a window are dropped.
        PeerLine sporco = lines.First(l => l.Peer == "sporco" && l.Code is not null);
        Assert.Equal([[], [new CscEvent(0, 2, 1)], []], sporco.Events);
        PeerLine known = own.Single(l => l.Signal == "known");
        Assert.Equal((2, 64), (known.Kernels, known.Size));
    }

    [SkippableFact]
    public void A_missing_package_is_a_line()
    {
        string python = Needs.Python("numpy");
        Write("alphacsc.py", "raise ImportError('not here')");
        Write("sporco.py", "raise RuntimeError('numpy is too new')");
        List<PeerLine> lines = [];
        Assert.Null(CscPeers.Run(python, _folder, new PeerTask([CscPeers.Write(_folder, "one", Split())], [], [1], [3]), lines));
        Assert.Equal(
            [("alphacsc", "ImportError: not here"), ("sporco", "RuntimeError: numpy is too new")],
            lines.Select(l => (l.Peer, l.Missing!)));
    }

    [Fact]
    public void No_python_is_said()
    {
        List<PeerLine> lines = [];
        string? reason = CscPeers.Run("no-such-python", _folder, new PeerTask([], [], [], []), lines);
        Assert.StartsWith("'no-such-python' cannot be started: ", reason, StringComparison.Ordinal);
        Assert.Empty(lines);
    }

    [SkippableFact]
    public void A_program_that_fails_is_said()
    {
        string python = Needs.Python("numpy");
        Write("json.py", "raise SystemExit('no json today')");
        string? reason = CscPeers.Run(python, _folder, new PeerTask([], [], [], []), []);
        Assert.Equal($"{python} csc.py ended with 1: no json today", reason);
    }

    /// <summary>Cells of the tables from the lines of a peer.</summary>
    [Fact]
    public void Lines_become_cells()
    {
        CscOwn own = CscOwn.Train(["transposed"], seedCount: 1, kernels: "1", sizes: "20");
        string dataset = own.Datasets[0];
        CscCell cell = own.Cells.First(c => c.Dataset == dataset);
        SignalSplit split = own.Data[dataset];
        CscCode validation = CscOwn.Encode(cell.Seeds[0], split.Validation), test = CscOwn.Encode(cell.Seeds[0], split.Test);
        double[][][] code = [.. validation.Windows.Concat(test.Windows)
            .Select(w => w.Select(e => new[] { e.Kernel, e.Start, e.Amplitude }).ToArray())];
        PeerLine learned = new("p", Signal: dataset, Kernels: 1, Size: 20, Regularization: 0.3, Seconds: 2, Atoms: test.Atoms);
        PeerLine coded = learned with { Seconds = 1, Atoms = null, Code = code, IsSigned = false };
        PeerCell[] cells = [.. PeerCell.Of([learned, coded], own)];
        Assert.Equal(["p +", "p +, refit", "p's atoms, pursuit"], cells.Select(c => c.Method));
        Assert.Equal(cell.Test, cells[0].Test.MeanPhi, 1e-4);
        Assert.Equal(cell.Validation, cells[0].Validation, 1e-4);
        Assert.Equal(3, cells[0].Seconds);
        Assert.True(cells[1].Test.MeanPhi < cells[0].Test.MeanPhi);
        Assert.True(cells[2].Test.MeanPhi < cells[1].Test.MeanPhi);
        Assert.True(cells[0].Is(dataset, 1, 20, "p +"));
    }

    private static SignalSplit Split()
    {
        float[] samples = [.. Enumerable.Range(1, 60).Select(t => (float)Math.Sin(t * t))];
        return new SignalSplit(
            new SignalWindows(samples[..30], 10), new SignalWindows(samples[30..40], 10), new SignalWindows(samples[40..60], 10), "");
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
