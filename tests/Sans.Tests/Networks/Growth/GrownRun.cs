using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Growth;
using Sans.Networks.Studies;
using Sans.Reports.Tables;
using Sans.Runs;

namespace Sans.Tests.Networks.Growth;

/// <summary>A study of networks that grow, with all its results.</summary>
internal sealed record GrownRun<TResult>(Study<GrownTrial, TResult> Study, Outcomes<GrownTrial, TResult> Outcomes)
    where TResult : class, ITrialResult
{
    public IReadOnlyList<TResult> Results => [.. Study.Plan.Select(t => Outcomes.Results[t.Key])];

    public Table Table => Study.Table(
        new TableContext("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>()), Outcomes);

    /// <summary>Number of lines of <c>trials.csv</c> below its head.</summary>
    public int LineCount => CsvTable.Write(Study.Trials(Outcomes)).TrimEnd().Split('\n').Length - 1;

    public TResult Read(byte[] line) => Study.Journal.Read(line, Plans.ByKey(Study.Plan)).Result!;
}

/// <summary>Trains networks that grow, and those that do not.</summary>
internal static class GrownRun
{
    /// <summary>Trains an experiment, which reads back as it was written.</summary>
    public static GrownRun<TResult> Train<TResult>(string yaml, Func<SanExperiment, INetworkEngine, Study<GrownTrial, TResult>> studyOf)
        where TResult : class, ITrialResult
    {
        SanExperiment experiment = TestExperiments.Read(yaml);
        Assert.Equal(experiment, TestExperiments.Read(ResolvedYaml.Write(experiment)));
        Study<GrownTrial, TResult> study = studyOf(experiment, new CpuEngine(ActivationRegistry.Instance, 2));
        return new GrownRun<TResult>(study, TrainedStudy.Outcomes(study));
    }

    /// <summary>The networks of an experiment without growth, on one of its datasets.</summary>
    public static IReadOnlyList<NetworkResult> Plain(string yaml, string dataset)
    {
        SanExperiment experiment = TestExperiments.Read(yaml);
        return Networks([.. NetworkPlan.Of(experiment).Where(t => t.Dataset == dataset)], ExperimentData.Load(experiment).Data);
    }

    /// <summary>The networks of some trials, in any order.</summary>
    public static IReadOnlyList<NetworkResult> Networks(IReadOnlyList<NetworkTrial> trials, NetworkData data)
    {
        CompletedSink sink = new();
        new CpuEngine(ActivationRegistry.Instance, 1).Run(trials, data, sink, CancellationToken.None);
        return sink.Results;
    }
}
