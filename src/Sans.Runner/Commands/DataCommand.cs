using System.CommandLine;
using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Files;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Data.Catalog;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans data list|fetch|verify [DATASET...]</c> and <c>sans data inspect PATH</c></summary>
internal static class DataCommand
{
    private const string OfflineVariable = "SANS_OFFLINE";

    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, SansConsole console) =>
        new("data", "List, fetch and verify published datasets, and inspect files.")
        {
            List(console),
            Fetch(finder, console),
            Verify(console),
            InspectCommand.Create(activations, console),
        };

    private static Command List(SansConsole console)
    {
        Argument<string[]> names = Names("Datasets to list. Default: all.", ArgumentArity.ZeroOrMore);
        Option<string?> data = CommonArguments.Data();
        Command command = new("list", "List the datasets with the state, size, digest, source and licence of their files.")
        {
            names, data,
        };
        command.SetAction(parsed =>
        {
            var folder = DataFolder.Find(parsed.GetValue(data));
            console.Output.Write(DataListing.Write(Chosen(parsed.GetValue(names)).Select(d => DatasetStatus.Of(d, folder)), folder));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Fetch(ExperimentFinder finder, SansConsole console)
    {
        Argument<string[]> names = Names(
            "Datasets to fetch (see `sans data list`), records of PhysioNet such as mitdb/101, or experiments that name such records.", ArgumentArity.OneOrMore);
        Option<string?> data = CommonArguments.Data();
        Option<string?> mirror = new("--mirror")
        {
            Description = "The address of a mirror that replaces the published sources. Its paths are those of the data folder.",
            HelpName = "URL",
        };
        mirror.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            {
                result.AddError($"--mirror is an address that begins with http:// or https://; found '{result.Tokens[0].Value}'");
            }
        });
        Option<bool> offline = new("--offline") { Description = $"Fetch nothing. {OfflineVariable}=1 does the same." };
        Command command = new(
            "fetch",
            "Fetch missing files. Each file is verified before it is put in place. An interrupted fetch continues where it stopped.")
        {
            names, data, mirror, offline,
        };
        command.SetAction(parsed =>
        {
            var folder = DataFolder.Find(parsed.GetValue(data));
            FetchDisplay display = new(console);
            List<CatalogDataset> missing = [];
            foreach (CatalogDataset dataset in parsed.GetRequiredValue(names).Distinct().SelectMany(n => ToFetch(n, finder)))
            {
                if (dataset.Records is null && DatasetStatus.Of(dataset, folder).IsThere)
                {
                    display.Noted($"{dataset.Name} is in {folder.Path}");
                }
                else
                {
                    missing.Add(dataset);
                }
            }

            if (missing.Count > 0 && (parsed.GetValue(offline) || Environment.GetEnvironmentVariable(OfflineVariable) == "1"))
            {
                throw new UserErrorException(
                    $"{string.Join(", ", missing.Select(d => d.Name))} cannot be fetched: --offline or {OfflineVariable}=1 forbids it");
            }

            return Interruption.Run(stop => display.RunAsync(() => FetchAsync(missing, folder, parsed.GetValue(mirror), display, stop.Soon))
                .GetAwaiter()
                .GetResult());
        });
        return command;
    }

    /// <summary>A dataset of the catalogue, a record, or the databases of an experiment with its records.</summary>
    private static IEnumerable<CatalogDataset> ToFetch(string name, ExperimentFinder finder)
    {
        if (name.Split('/', 2) is [{ Length: > 0 } database, { Length: > 0 } record]
            && database.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')
            && Path.GetExtension(name) is not (".yaml" or ".yml")
            && !File.Exists(name))
        {
            return [Records(database, [record])];
        }

        if (DataCatalog.All.Any(d => d.Name == name) || finder.TryFind(name) is not SanExperiment experiment)
        {
            return Chosen([name]);
        }

        var records =
            from dataset in experiment.ExpandDatasets()
            where dataset.Name == DatasetSchemas.PhysioNet
            from key in new[] { DatasetSchemas.Record, RecordingSchemas.Records }
            where dataset.Parameters.Has(key)
            group dataset.Parameters.Get<string>(key) by dataset.Parameters.Get<string>(DatasetSchemas.Database);
        CatalogDataset[] databases =
        [
            .. records.Select(r => Records(r.Key, [.. r.Distinct()])),
        ];
        return databases.Length > 0 ? databases : throw new UserErrorException(
            $"the experiment '{name}' names no PhysioNet record; `sans data list` lists the datasets that can be fetched");
    }

    private static CatalogDataset Records(string database, IReadOnlyList<string> records) =>
        new(database, $"PhysioNet {database}", "", [], database) { Records = records };

    private static async Task<int> FetchAsync(
        IReadOnlyList<CatalogDataset> datasets,
        DataFolder folder,
        string? mirror,
        FetchDisplay display,
        CancellationToken cancellationToken)
    {
        // The proxy of the system or of HTTPS_PROXY is used. The fetcher limits the silence.
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Sans.Framework");
        DatasetFetcher fetcher = new(new FileFetcher(client, folder, new FetchOptions { Mirror = mirror }, display), folder, display);
        int exitCode = ExitCode.Success;
        foreach (CatalogDataset dataset in datasets)
        {
            try
            {
                await fetcher.FetchAsync(dataset, cancellationToken).ConfigureAwait(false);
                display.Noted($"{dataset.Name} is in {folder.Path}");
            }
            catch (DatasetException e)
            {
                display.Noted($"error: {dataset.Name}: {string.Join("\n  ", e.Problems)}");
                exitCode = ExitCode.SomethingFailed;
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                display.Noted($"error: {dataset.Name}: the data folder {folder.Path} cannot be written: {e.Message}");
                exitCode = ExitCode.UserError;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                display.Noted("interrupted; run the same command again to continue");
                return ExitCode.Interrupted;
            }
        }

        return exitCode;
    }

    private static Command Verify(SansConsole console)
    {
        Argument<string[]> names = Names("Datasets to verify. Default: all that are in the data folder.", ArgumentArity.ZeroOrMore);
        Option<string?> data = CommonArguments.Data();
        Command command = new("verify", "Compare the SHA-256 of every file in the data folder with the known one.") { names, data };
        command.SetAction(parsed =>
        {
            var folder = DataFolder.Find(parsed.GetValue(data));
            string[] given = parsed.GetValue(names) ?? [];
            if (!folder.Exists)
            {
                throw new UserErrorException($"there is no data folder {folder.Path} ({folder.Origin})");
            }

            bool isAllRight = true;
            foreach (CatalogDataset dataset in Chosen(given))
            {
                isAllRight &= Verify(DatasetStatus.Of(dataset, folder), isAskedFor: given.Length > 0, console.Output);
            }

            return isAllRight ? ExitCode.Success : ExitCode.SomethingFailed;
        });
        return command;
    }

    private static bool Verify(DatasetStatus status, bool isAskedFor, TextWriter output)
    {
        bool isAllRight = true;
        foreach (FileStatus file in status.Files.Where(f => f.Bytes is not null))
        {
            string digest = DigestRecord.Of(file.File);
            if (file.Expected is null)
            {
                output.WriteLine($"unknown  {file.Path}: no digest to compare with; its SHA-256 is {digest}");
                continue;
            }

            bool isRight = digest == file.Expected;
            isAllRight &= isRight;
            output.WriteLine(isRight
                ? $"right    {file.Path} ({(file.IsPublished ? "as published" : "as it was first fetched")})"
                : $"WRONG    {file.Path}: its SHA-256 is {digest}, but should be {file.Expected}; delete it and fetch it again");
        }

        foreach (FileStatus file in status.Files.Where(f => f.Bytes is null
            && f.IsNeeded
            && (isAskedFor || status.Files.Any(other => other.Bytes is not null))))
        {
            output.WriteLine($"missing  {file.Path}");
            isAllRight = false;
        }

        return isAllRight;
    }

    private static Argument<string[]> Names(string description, ArgumentArity arity) =>
        new("DATASET") { Description = description, Arity = arity };

    private static IReadOnlyList<CatalogDataset> Chosen(string[]? names)
    {
        if (names is null or [])
        {
            return DataCatalog.All;
        }

        return [.. names.Distinct().Select(Find)];

        static CatalogDataset Find(string name) => DataCatalog.All.FirstOrDefault(d => d.Name == name) ?? throw new UserErrorException(
            $"there is no dataset '{name}'; " + (NearestName.Of(name, DataCatalog.All.Select(d => d.Name)) is { } nearest
                ? $"did you mean '{nearest}'?"
                : $"there are {string.Join(", ", DataCatalog.All.Select(d => d.Name))}"));
    }
}
