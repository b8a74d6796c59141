namespace GradPipelines.Hosting;

/// <summary>The assemblies that a plugin gets from the host, whatever it has in its own folder.</summary>
/// <remarks>
/// Types that cross the border between host and plugin must be the same types on both sides, and a type belongs to the assembly
/// instance that loaded it: a second copy of the contract makes every cast fail.
/// </remarks>
internal static class SharedAssemblies
{
    private static readonly HashSet<string> Contract = new(StringComparer.OrdinalIgnoreCase)
    {
        "GradPipelines.Tensors",
        "GradPipelines.Autodiff",
        "GradPipelines.Abstractions",
    };

    // Options and Primitives are no abstractions by name, but their types (IOptions<T>, IChangeToken) stand in the signatures of those.
    private static readonly HashSet<string> Libraries = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Primitives",
        "Microsoft.ML.Core",
        "Microsoft.ML.Data",
        "Microsoft.ML.DataView",
        "Microsoft.ML.StandardTrainers",
        "Microsoft.ML.Transforms",
    };

    /// <summary>True for what plugins compile against: these always come from the host.</summary>
    public static bool IsContract(string name) => Contract.Contains(name);

    /// <summary>True for libraries that come from the host where the host has them.</summary>
    public static bool IsLibrary(string name) =>
        Libraries.Contains(name)
        || (name.StartsWith("Microsoft.Extensions.", StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(".Abstractions", StringComparison.OrdinalIgnoreCase));
}
