// Types that the C# compiler asks for by name and that netstandard2.0 does not have.

namespace System.Runtime.CompilerServices;

/// <summary>Lets records and <c>init</c> accessors compile.</summary>
internal static class IsExternalInit;
