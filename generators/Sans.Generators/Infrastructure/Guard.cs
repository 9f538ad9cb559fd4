namespace Sans.Generators.Infrastructure;

/// <summary>Keeps a mistake of ours from ending the compiler's run of the generator, which would drop every generated file.</summary>
internal static class Guard
{
    /// <summary>Runs a step. What it throws becomes a value. Cancellation passes through.</summary>
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
