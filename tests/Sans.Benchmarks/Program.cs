using System.Globalization;
using BenchmarkDotNet.Running;
using Sans.Benchmarks;
using Sans.Benchmarks.Csc;

const string usage = """
    usage: dotnet run -c Release --project tests/Sans.Benchmarks -- COMMAND

      trainings [REPETITIONS [ACTIVATION [KERNEL_SIZE]]]   whole trainings on one core against the figures of the prototype
      images [EPOCHS [ACTIVATION [KERNEL_SIZE]]]           training on images of 28 × 28 against the figures of the prototype
      image-peer [PYTHON]                                  training on images in PyTorch: images/s, φ, loss, weights
      recordings [PYTHON]                                  whole recordings, samples to events, against the peak of the machine and scipy
      loading [ROUNDS]                                     48 records of half an hour in format 212: megabytes of files a second
      encoder                                              the encoder against the peak of the machine
      table-one [STEP]                                     all trainings of Table I, on all cores and on one; every STEPth kernel size
      run [ROUNDS]                                         sans run physionet against the engine alone
      plan [SEEDS]                                         sans with a plan of 100 tiny trials for each seed: processor time and memory
      peer [PYTHON [SEEDS [DATASET]]]                      the same trainings in PyTorch: times, φ, weights; on a dataset of physionet instead of a synthetic one
      classifier                                           dense layers against the peak of the machine, both classifiers of the paper
      classifier-peer [PYTHON]                             both classifiers in PyTorch: processor time, losses, accuracies
      baseline-peer [PYTHON [SEEDS [OWN_SEEDS]]]           the baseline of Table II over many seeds, here (OWN_SEEDS) and in PyTorch: how accuracies are spread
      cores [ROUNDS [CORES]]                               one large training on one core and on several
      custom [ROUNDS]                                      a copy of a built-in activation against the built-in
      csc [PYTHON]                                         our options, alphacsc and sporco: φ, bits, times, known atoms, R peaks
      pursuit [ROUNDS]                                     φ-pursuit: trainings, a window, and the parts of it
      growth [ROUNDS]                                      how cost grows with samples, kernel size and number of kernels
      ridge [WIDTHS...]                                    normal matrix and factorisation of a ridge against the peak of the machine
      torch [DEVICE [STEP [EXAMPLES]]]                     TorchSharp, batched and one at a time, against the embedded engine; every STEPth kernel size, classifiers on EXAMPLES (needs TorchBackend)
      operations [BenchmarkDotNet options]                 single operations
    """;

switch (args.FirstOrDefault())
{
    case "trainings":
        TrainingTimes.Print(Number(1, 20), activation: args.ElementAtOrDefault(2), kernelSize: Number(3, 0));
        return 0;
    case "images":
        ImageTimes.Print(Number(1, 2), activation: args.ElementAtOrDefault(2), kernelSize: Number(3, 0));
        return 0;
    case "image-peer":
        ImagePeer.Print(args.ElementAtOrDefault(1) ?? "python3", activation: args.ElementAtOrDefault(2), kernelSize: Number(3, 0));
        return 0;
    case "recordings":
        RecordingTimes.Print(args.ElementAtOrDefault(1));
        return 0;
    case "loading":
        LoadingTimes.Print(Number(1, 7));
        return 0;
    case "encoder":
        EncoderShare.Print();
        return 0;
    case "table-one":
        TableOneTime.Print(Number(1, 1));
        return 0;
    case "peer":
        PeerComparison.Print(args.ElementAtOrDefault(1) ?? "python3", Number(2, 6), args.ElementAtOrDefault(3) ?? PhysioNetLike.Dataset);
        return 0;
    case "run":
        RunOverhead.Print(Number(1, 3));
        return 0;
    case "plan":
        LargePlan.Print(Number(1, 1_000));
        return 0;
    case var command when RunOverhead.IsBare(command):
        RunOverhead.RunBare(Number(1, 1), args[2]);
        return 0;
    case "classifier":
        ClassifierTimes.Print();
        return 0;
    case "classifier-peer":
        ClassifierPeer.Print(args.ElementAtOrDefault(1) ?? "python3");
        return 0;
    case "baseline-peer":
        BaselinePeer.Print(args.ElementAtOrDefault(1) ?? "python3", Number(2, 60), Number(3, Number(2, 60)));
        return 0;
    case "cores":
        SplitTimes.Print(Number(1, 5), Number(2, Environment.ProcessorCount));
        return 0;
    case "custom":
        CustomActivation.Print(Number(1, 2_000));
        return 0;
    case "pursuit":
        PursuitTimes.Print(Number(1, 20));
        return 0;
    case "growth":
        GrowthTimes.Print(Number(1, 3));
        return 0;
    case "csc":
        CscComparison.Print(args.ElementAtOrDefault(1));
        return 0;
    case "ridge":
        RidgeShare.Print([.. args.Skip(1).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).DefaultIfEmpty(1024)]);
        return 0;
#if TORCH
    case "torch":
        TorchTimes.Print(args.ElementAtOrDefault(1) ?? "cpu", Number(2, 50));
        TorchTimes.PrintClassifiers(args.ElementAtOrDefault(1) ?? "cpu", Number(3, 4_000));
        return 0;
#endif
    case "operations":
        BenchmarkSwitcher.FromTypes([typeof(OperationBenchmarks)]).Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
