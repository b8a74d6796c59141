using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Hosting;

/// <summary>Collects what one plugin registers, to be taken over as a whole or dropped as a whole.</summary>
/// <remarks>
/// The plugin works on a copy of the services, so that <c>TryAdd</c> and <c>Replace</c> see what the host has, and a plugin that
/// fails half-way leaves no trace.
/// </remarks>
internal sealed class StagedPluginBuilder : IGradPipelinesBuilder
{
    private readonly string pluginId;
    private readonly ComponentRegistry registry;
    private readonly List<ComponentDescriptor> components = [];
    private bool closed;

    private StagedPluginBuilder(string pluginId, IServiceCollection services, ComponentRegistry registry)
    {
        this.pluginId = pluginId;
        this.registry = registry;
        Services = new ServiceCollection();
        foreach (var service in services)
        {
            Services.Add(service);
        }
    }

    public IServiceCollection Services { get; }

    /// <summary>Runs the plugin's Configure; services and registry change only where it returns.</summary>
    public static void Configure(string pluginId, IGradPlugin plugin, IServiceCollection services, ComponentRegistry registry)
    {
        var staged = new StagedPluginBuilder(pluginId, services, registry);
        try
        {
            plugin.Configure(staged);
        }
        finally
        {
            staged.closed = true;
        }

        services.Clear();
        foreach (var service in staged.Services)
        {
            services.Add(service);
        }

        registry.AddRange(staged.components);
    }

    public IGradPipelinesBuilder Add(ComponentRegistration component)
    {
        if (closed)
        {
            throw new InvalidOperationException($"plugin '{pluginId}' registers '{component.Name}' after its Configure returned.");
        }

        var descriptor = ComponentRegistry.Describe(pluginId, component);
        registry.RefuseDuplicate(descriptor, components);
        components.Add(descriptor);
        return this;
    }
}
