// The C# compiler needs these types by name, and netstandard2.0 does not have them.

namespace System.Runtime.CompilerServices;

/// <summary>Lets records and <c>init</c> accessors compile.</summary>
internal static class IsExternalInit;
