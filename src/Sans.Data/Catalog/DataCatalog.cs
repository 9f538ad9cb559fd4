using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Data.Examples;
using Sans.Data.Formats.Idx;

namespace Sans.Data.Catalog;

/// <summary>
/// The published datasets. Sizes and digests come from verified files. No address has been tested, and lists say so.
/// </summary>
public static class DataCatalog
{
    /// <summary>The remark of lists on every source.</summary>
    public const string SourceState = "source not tested";

    private const string PhysioNetLicense = "open access; cite the database and Goldberger et al., Circulation 2000";

    // The version that the authors' code names for each database.
    private const string PhysioNetVersion = "1.0.0";

    private static readonly Dictionary<string, (long Bytes, string Sha256)> Seen = new(StringComparer.Ordinal)
    {
        ["physionet/bidmc/bidmc01.hea"] = (595, "f43b0b139ad8f4d45097403b7179e1e6f8bda17dfd06dba504faf39a115aa27f"),
        ["physionet/bidmc/bidmc01.dat"] = (600_010, "b1666c7f2f117be6dc04cae2e7016b3315775edb9ad7c7ee53fa9c110937560b"),
        ["physionet/ctu-uhb-ctgdb/RECORDS"] = (2_760, "9eae83859bc91acbdbd57939fad0e29ddf7cb05babd255be416cc2e94d42dc45"),
        ["physionet/ctu-uhb-ctgdb/1001.hea"] = (926, "93cb95d6f47f9f334ba4997c41cb5eba6c2e343322eb98653d88fecab4377ced"),
        ["physionet/ctu-uhb-ctgdb/1001.dat"] = (76_800, "4fd2604993def78137d02b4f338aa225f7df9bcf21960aa0994745377b03d409"),
        ["physionet/emgdb/emg_healthy.hea"] = (294, "466466f9e1bd9ba5f34359877ca7eac6ac285878987a860534f6820291f5856b"),
        ["physionet/emgdb/emg_healthy.dat"] = (101_720, "4990f34f0ffb314f6ce70c1d2089b7ce41fa96d19fcd9fb334815ca5033966fd"),
        ["physionet/mitdb/100.hea"] = (138, "db882392a66ccc4dee10104082cffa1a6f7fd9dd7d55c281c8345b3c7b9a2a6f"),
        ["physionet/mitdb/100.dat"] = (1_950_000, "b2ea3c250e56e48f4b7b90697832b8ecd1afa1e0bb31f2dcfea4ed6e1075a639"),
        ["physionet/noneeg/RECORDS"] = (742, "d88cb9d72b7ca54a7268d21af1dbbef2b61657092cab15a189b32e0ad53ba8b8"),
        ["physionet/noneeg/Subject10_AccTempEDA.hea"] = (464, "5e7dac5c13b59efa5de8b986de6a1f380cc249d60e4587a3be0bcc6a100162f0"),
        ["physionet/noneeg/Subject10_AccTempEDA.dat"] = (182_390, "4ffb176d15b966f23fc19283220aff327d043ec3b1f1aa39853f62d04a713fbd"),
        ["physionet/voiced/RECORDS"] = (1_871, "e3281922d0cf0b9d52d4559a68e6426224f0abe841c0b38a44874d3db11dda39"),
        ["physionet/voiced/voice001.hea"] = (175, "55af2001152e0cdd32799f8ec49fcb0699a7a5a33f23e5fa2cd25f08d6b92ca6"),
        ["physionet/voiced/voice001.dat"] = (152_320, "8f3894c17d2a673f5570781eb2c77baaa976a3cd618f2911b27fd257e5452af7"),
    };

    /// <summary>All published datasets of the catalogue.</summary>
    public static IReadOnlyList<CatalogDataset> All { get; } =
    [
        .. PhysioNetDatabases.All.Select(d => new CatalogDataset(
            d.Name,
            $"PhysioNet {d.Name}, {(d.FirstRecord is null ? "first record" : "record " + d.FirstRecord)} (Table I)",
            PhysioNetLicense,
            [.. Seen.Keys.Where(path => path.StartsWith(PhysioNetPath(d.Name, ""), StringComparison.Ordinal)).Select(PhysioNetFile)],
            d.Name)),
        new CatalogDataset(
            "uci-epilepsy",
            "UCI Epileptic Seizure Recognition (Table II); the address is reported dead. Kaggle has it as "
                + $"'{UciEpilepsySource.KaggleName}', which is read in uci-epilepsy/ too",
            "none stated with the file",
            [
                new CatalogFile(
                    "uci-epilepsy/data.csv",
                    ["https://archive.ics.uci.edu/ml/machine-learning-databases/00388/data.csv"],
                    7_635_689,
                    "4b3f6024ea24a864c0de51b2ba477bf8b9e4974e8cc01a00dcf45bfc59d48deb")
                {
                    Instead =
                    [
                        new CatalogFile(
                            "uci-epilepsy/data.csv.gz",
                            [],
                            2_703_283,
                            "7cb17b01b276590ef0b7371160fe6d2b00b9cb2da36d7ec2d6453b89023a64e4"),
                        new CatalogFile("uci-epilepsy/" + UciEpilepsySource.KaggleName, [], null, null),
                    ],
                },
            ]),
        Images(
            "mnist",
            "MNIST handwritten digits (Table III)",
            "none stated with the files",
            ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"],
            ("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            ("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            ("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            ("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
        Images(
            "fashion-mnist",
            "Fashion-MNIST clothes (Table IV)",
            "MIT (Zalando SE)",
            ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/", "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"],
            ("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            ("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            ("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            ("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
    ];

    /// <summary>
    /// The names in <c>sans data fetch NAME</c> of the files that a dataset of an experiment reads, such as <c>mnist</c> or
    /// <c>mitdb/101</c>. There are none where its files are not published.
    /// </summary>
    /// <param name="dataset">The dataset.</param>
    public static IReadOnlyList<string> NamesOf(DatasetConfig dataset)
    {
        if (dataset.Name == DatasetSchemas.PhysioNet)
        {
            string database = dataset.Parameters.Get<string>(DatasetSchemas.Database);
            string? first = PhysioNetDatabases.Find(database)?.FirstRecord;
            string[] records =
            [
                .. new[] { DatasetSchemas.Record, RecordingSchemas.Records }
                    .Where(key => dataset.Parameters.Has(key))
                    .Select(key => dataset.Parameters.Get<string>(key)),
            ];
            return records is [] || records[0] == first ? [database] : [$"{database}/{records[0]}"];
        }

        string? path = PublishedExamples.Find(dataset.Name)?.Folder
            ?? dataset.Parameters.FirstOrDefault(p => p.Name is "file" or "folder")?.Value as string;
        return RecordingSchemas.AreRecordings(dataset.Name) || path is null ? [] :
        [
            .. All
                .Where(d => d.Files.Any(f => f.Path == path || f.Path.StartsWith(path + "/", StringComparison.Ordinal)))
                .Select(d => d.Name),
        ];
    }

    /// <summary>A file of a PhysioNet database.</summary>
    /// <param name="path">The path of the file in the data folder.</param>
    public static CatalogFile PhysioNetFile(string path)
    {
        string[] parts = path.Split('/', 3);
        bool isSeen = Seen.TryGetValue(path, out (long Bytes, string Sha256) seen);
        return new CatalogFile(path, [$"https://physionet.org/files/{parts[1]}/{PhysioNetVersion}/{parts[2]}"], isSeen
            ? seen.Bytes
            : null, isSeen ? seen.Sha256 : null);
    }

    /// <summary>The path of a file of a PhysioNet database in the data folder.</summary>
    internal static string PhysioNetPath(string database, string file) => $"{PhysioNetSource.Folder}/{database}/{file}";

    private static CatalogDataset Images(
        string name, string title, string license, string[] sources, params (string File, long Bytes, string Sha256)[] files) => new(
        name,
        title,
        license,
        [
            .. files.Select(f => new CatalogFile($"{name}/{f.File}", [.. sources.Select(s => s + f.File)], f.Bytes, f.Sha256)
            {
                Instead = [.. IdxNames.Others(f.File).Select(o => IdxNames.IsCompressed(o)
                    ? new CatalogFile($"{name}/{o}", [], f.Bytes, f.Sha256)
                    : new CatalogFile($"{name}/{o}", [], null, null))],
            }),
        ]);
}
