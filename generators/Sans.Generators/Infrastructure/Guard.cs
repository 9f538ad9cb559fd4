namespace Sans.Generators.Infrastructure;

/// <summary>Keeps a defect from ending the generator, which would drop every generated file.</summary>
internal static class Guard
{
    /// <summary>Runs a step. Its exception becomes a value. Cancellation passes through.</summary>
    public static T Run<T>(Func<T> step, Func<Exception, T> onFailure)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return onFailure(e);
        }
    }
}
