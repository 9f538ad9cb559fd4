using Sans.Configuration;

namespace Sans.Data;

/// <summary>Reads the checked parameters of a dataset.</summary>
internal static class DatasetParameters
{
    public static int Integer(this DatasetConfig dataset, string name) => checked((int)dataset.Get<long>(name));

    public static double Number(this DatasetConfig dataset, string name) => dataset.Get<double>(name);

    public static string Word(this DatasetConfig dataset, string name) => dataset.Get<string>(name);

    private static T Get<T>(this DatasetConfig dataset, string name) =>
        dataset.Parameters.FirstOrDefault(p => p.Name == name)?.Value is T value
            ? value
            : throw new ArgumentException($"'{dataset.Name}' has no parameter '{name}' of type {typeof(T).Name}", nameof(name));
}
