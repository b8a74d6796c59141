using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace GradPipelines.Hosting;

/// <summary>Adds GradPipelines to an application's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the component catalog and factory, and the built-in components; plugins are added on the result:
    /// <c>services.AddGradPipelines().AddPlugin&lt;AcmePlugin&gt;().AddPluginsFrom("plugins")</c>.
    /// </summary>
    /// <remarks>A second call returns the builder of the first; its <paramref name="configure"/> is too late and is refused.</remarks>
    /// <exception cref="InvalidOperationException">A second call with <paramref name="configure"/>.</exception>
    public static GradPipelinesBuilder AddGradPipelines(this IServiceCollection services, Action<GradPipelinesOptions>? configure = null)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(GradPipelinesBuilder))?.ImplementationInstance is GradPipelinesBuilder first)
        {
            return configure is null
                ? first
                : throw new InvalidOperationException("AddGradPipelines was called before: set the options in its first call.");
        }

        var options = new GradPipelinesOptions();
        configure?.Invoke(options);
        var builder = new GradPipelinesBuilder(services, options);
        services.AddLogging();
        services.AddSingleton(builder);
        services.TryAddSingleton(_ => builder.Report);
        services.TryAddSingleton(provider => CreateCatalog(builder, provider));
        services.TryAddSingleton<IComponentCatalog>(provider => provider.GetRequiredService<ComponentCatalog>());
        services.TryAddSingleton<IComponentFactory, ComponentFactory>();
        if (options.LoadStandardPlugins)
        {
            builder.AddStandardPlugins();
        }

        return builder;
    }

    private static ComponentCatalog CreateCatalog(GradPipelinesBuilder builder, IServiceProvider provider)
    {
        var report = provider.GetRequiredService<PluginReport>();
        PluginLog.Write(report, provider.GetRequiredService<ILogger<ComponentCatalog>>());
        return new ComponentCatalog(builder.Registry.Components, report);
    }
}
