namespace Sans.Configuration.Schema;

/// <summary>The fifteen databases of the paper's Table I.</summary>
public static class PhysioNetDatabases
{
    /// <summary>
    /// All databases, in the order of the table. The first record is the first entry of the database's record list
    /// (docs/method/san-paper.md, 5.A). It was checked against that list for ctu-uhb-ctgdb, noneeg and voiced.
    /// </summary>
    public static ValueList<PhysioNetDatabase> All { get; } = new(
        new PhysioNetDatabase("apnea-ecg", "a01"),
        new PhysioNetDatabase("bidmc", "bidmc01"),
        new PhysioNetDatabase("bpssrat", null),
        new PhysioNetDatabase("cebsdb", "b001"),
        new PhysioNetDatabase("ctu-uhb-ctgdb", "1001"),
        new PhysioNetDatabase("drivedb", "drive01"),
        new PhysioNetDatabase("emgdb", "emg_healthy"),
        new PhysioNetDatabase("mitdb", "100"),
        new PhysioNetDatabase("noneeg", "Subject10_AccTempEDA"),
        new PhysioNetDatabase("prcp", "12726"),
        new PhysioNetDatabase("shhpsgdb", null),
        new PhysioNetDatabase("slpdb", "slp01a"),
        new PhysioNetDatabase("sufhsdb", null),
        new PhysioNetDatabase("voiced", "voice001"),
        new PhysioNetDatabase("wrist", "s1_high_resistance_bike"));

    /// <summary>The database of that name, or <see langword="null"/>.</summary>
    public static PhysioNetDatabase? Find(string name) => All.FirstOrDefault(d => d.Name == name);
}

/// <summary>One database of PhysioNet.</summary>
/// <param name="Name">Its name in addresses and folders.</param>
/// <param name="FirstRecord">
/// Its first record, or <see langword="null"/> where only the database's list, RECORDS, names it.
/// </param>
public sealed record PhysioNetDatabase(string Name, string? FirstRecord);
