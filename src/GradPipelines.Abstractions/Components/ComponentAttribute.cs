namespace GradPipelines.Plugins;

/// <summary>Gives a component class its YAML name, version and one-line summary.</summary>
/// <param name="name">Kebab-case, without the plugin's prefix: <c>early-stopping</c>, <c>softsign</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComponentAttribute(string name) : Attribute
{
    /// <summary>The name without the plugin's prefix.</summary>
    public string Name { get; } = name;

    /// <summary>The version that a resolved file pins; raise it when the same options come to mean something else.</summary>
    public int Version { get; init; } = 1;

    /// <summary>One line for <c>list</c> and <c>describe</c>.</summary>
    public string Summary { get; init; } = "";
}
