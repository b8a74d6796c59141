using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>The kinds as messages and the command line write them.</summary>
public static class ComponentKindWords
{
    /// <summary>Kebab-case: <c>operation</c>, <c>data-source</c>.</summary>
    public static string Words(this ComponentKind kind) => kind switch
    {
        ComponentKind.DataSource => "data-source",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
