namespace Sans.Reports.Charts;

/// <summary>The words for swept settings in pictures and notes.</summary>
public static class SettingWords
{
    private const string KernelCount = "kernel_count";

    /// <summary>The name of a setting: <c>learning rate</c> for <c>learning_rate</c>.</summary>
    /// <param name="name">Its key.</param>
    public static string Of(string name) => name is KernelCount ? "number of kernels" : name.Replace('_', ' ');

    /// <summary>A setting with its value: <c>learning rate 0.01</c>, or <c>2 kernels</c>.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="value">Its value.</param>
    public static string Of(string name, string value) =>
        name is KernelCount ? (value == "1" ? "1 kernel" : $"{value} kernels") : $"{Of(name)} {value}";
}
