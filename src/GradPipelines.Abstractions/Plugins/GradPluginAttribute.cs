namespace GradPipelines.Plugins;

/// <summary>Declares that an assembly is a plugin: <c>[assembly: GradPlugin(typeof(AcmePlugin), "acme")]</c>.</summary>
/// <remarks>
/// The host reads this from the file's metadata before any of its code runs. The attribute is not generic on purpose: a generic
/// one is stored as a type specification, which a metadata-only reader does not see the simple way.
/// </remarks>
/// <param name="pluginType">The entry point: a class of this assembly, with a parameterless constructor.</param>
/// <param name="id">The prefix of every name of this plugin (<c>acme</c> gives <c>acme.softsign</c>): kebab-case.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GradPluginAttribute(Type pluginType, string id) : Attribute
{
    /// <summary>The class that implements <see cref="IGradPlugin"/>.</summary>
    public Type PluginType { get; } = pluginType;

    /// <summary>The prefix of every name of this plugin.</summary>
    public string Id { get; } = id;

    /// <summary>
    /// The lowest version of GradPipelines.Abstractions that will do, such as <c>1.2</c>; null asks for no more than the version
    /// that the plugin was compiled against. Use it for behaviour that the signatures do not show.
    /// </summary>
    public string? MinHost { get; init; }
}
