using Sans.Configuration.Files;
using Sans.Data;
using Sans.Data.Catalog;

namespace Sans.Runner.Health;

/// <summary>Checks whether the folder of published data exists.</summary>
internal static class DataFolderCheck
{
    public static Finding Examine(DataFolder folder)
    {
        string path = $"{Path.GetFullPath(folder.Path)} ({folder.Origin})";
        try
        {
            if (!folder.Exists)
            {
                // A folder that the user named should exist. The default one comes with the first fetch.
                return folder.IsDefault
                    ? new Finding("data", $"{path}: nothing was fetched yet")
                    : new Finding("data", $"{path}: there is no such folder", IsWrong: true);
            }

            string[] there = [.. DataCatalog.All
                .Where(d => DatasetStatus.Of(d, folder).Files is [_, ..] files && files.All(f => f.Bytes is not null))
                .Select(d => d.Name)];
            return new Finding("data", $"{path}: {(there.Length == 0 ? "no dataset of the catalogue" : string.Join(", ", there))}");
        }
        catch (Exception e) when (e is DatasetException || FileProblem.Is(e))
        {
            return new Finding("data", $"{path}: {e.Message}", IsWrong: true);
        }
    }
}
