using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Plugins;

/// <summary>The entry point of a plugin, named by the assembly's <see cref="GradPluginAttribute"/>.</summary>
public interface IGradPlugin
{
    /// <summary>Registers the plugin's components and services; called once, before the host is built.</summary>
    /// <remarks>
    /// Nothing registered here takes effect until the method returns. Where it throws, all of it is dropped, the failure is
    /// reported with the plugin's id, and the other plugins go on.
    /// </remarks>
    void Configure(IGradPipelinesBuilder grad);
}

/// <summary>What a plugin registers with, and what an application registers with: the same surface for both.</summary>
/// <remarks>The methods that one writes are the extensions in <see cref="GradPipelinesBuilderExtensions"/>.</remarks>
public interface IGradPipelinesBuilder
{
    /// <summary>The services of the host, for constructor parameters of the components.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds one component; the builder puts the plugin's id before its name.</summary>
    /// <exception cref="ArgumentException">The name is not kebab-case, or the version is below 1.</exception>
    /// <exception cref="InvalidOperationException">The kind has a component of this name.</exception>
    IGradPipelinesBuilder Add(ComponentRegistration component);
}
