using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GradPipelines.Hosting;

/// <summary>What the command line knows when it builds its host.</summary>
public sealed record GradPipelinesHostSettings
{
    /// <summary>The values of <c>--plugin-dir</c>.</summary>
    public IReadOnlyList<string> PluginDirs { get; init; } = [];

    /// <summary>The value of the environment variable <c>GRADPIPELINES_PLUGINS</c>; default the process's.</summary>
    public string? PluginsVariable { get; init; } = Environment.GetEnvironmentVariable(PluginSearchPath.Variable);

    /// <summary>The folder of the application; default the running program's.</summary>
    public string ApplicationBase { get; init; } = AppContext.BaseDirectory;

    /// <summary>The directory that relative paths start from; default the process's.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Which plugins are loaded; default all that are found.</summary>
    public Func<PluginManifest, bool> ShouldLoad { get; init; } = _ => true;

    /// <summary>Adds the application's services, and plugins that it references.</summary>
    public Action<GradPipelinesBuilder>? Configure { get; init; }

    /// <summary>Adds logging sinks; there are none by default.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}

/// <summary>Builds the host of one command: services, plugins, logging.</summary>
/// <remarks>
/// The empty host builder reads no settings files, watches none, and adds no console logger: it starts in two thirds of the time of
/// the usual one. The host is for services and logging; the command itself is awaited by its caller, because a background service
/// that throws ends the process with code 0.
/// </remarks>
public static class GradPipelinesHost
{
    /// <summary>Builds the host with the plugins of <see cref="PluginSearchPath.Standard"/> loaded.</summary>
    public static IHost Build(GradPipelinesHostSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = "GradPipelines",
            ContentRootPath = settings.WorkingDirectory,
        });
        settings.Logging?.Invoke(builder.Logging);
        var grad = builder.Services.AddGradPipelines(options =>
        {
            options.ApplicationBase = settings.ApplicationBase;
            options.WorkingDirectory = settings.WorkingDirectory;
            options.ShouldLoad = settings.ShouldLoad;
            options.LoadStandardPlugins = false; // They are in the first folder of the search path.
        });
        settings.Configure?.Invoke(grad);
        grad.AddPluginsFrom(PluginSearchPath.Standard(
            settings.ApplicationBase, settings.WorkingDirectory, settings.PluginsVariable, settings.PluginDirs));
        return builder.Build();
    }
}
