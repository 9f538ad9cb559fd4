using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Models;

namespace Sans.Data.Filters;

/// <summary>Reads the filters of a dataset.</summary>
internal static class FilterParameters
{
    /// <summary>The filters of a dataset, or <see langword="null"/> where it has none.</summary>
    /// <param name="parameters">Its parameters, checked, each with one value.</param>
    public static SignalFilters? Of(ValueList<Parameter> parameters)
    {
        double[] band = Numbers(FilterSchemas.BandPass);
        SignalFilters filters = new()
        {
            Detrend = Find(FilterSchemas.Detrend) is string trend ? Enum.Parse<Detrending>(trend, ignoreCase: true) : Detrending.None,
            BandPassHz = band is [var low, var high] ? (low, high) : null,
            HighPassHz = Find(FilterSchemas.HighPass) as double?,
            LowPassHz = Find(FilterSchemas.LowPass) as double?,
            Order = (int)(Find(FilterSchemas.Order) as long? ?? SignalFilters.UsualOrder),
            NotchHz = Numbers(FilterSchemas.Notch),
            NotchQuality = Find(FilterSchemas.NotchQuality) as double? ?? SignalFilters.UsualNotchQuality,
            ResampleHz = Find(FilterSchemas.Resample) as double?,
        };
        return filters.IsEmpty ? null : filters;

        object? Find(string name) => parameters.FirstOrDefault(p => p.Name == name)?.Value;

        double[] Numbers(string name) => Find(name) is ListedValues list ? [.. list.Items.Cast<double>()] : [];
    }
}
