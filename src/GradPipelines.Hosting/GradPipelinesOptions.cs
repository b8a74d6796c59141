namespace GradPipelines.Hosting;

/// <summary>How a host finds its plugins.</summary>
public sealed class GradPipelinesOptions
{
    /// <summary>The prefix of components that the application registers itself; default <c>app</c>.</summary>
    public string ApplicationId { get; set; } = "app";

    /// <summary>Whether the built-ins, which are plugins beside the application, are loaded at once; default true.</summary>
    public bool LoadStandardPlugins { get; set; } = true;

    /// <summary>The application's folder; default that of the running program.</summary>
    public string ApplicationBase { get; set; } = AppContext.BaseDirectory;

    /// <summary>Where relative plugin folders start; default the process's working directory.</summary>
    public string WorkingDirectory { get; set; } = Environment.CurrentDirectory;

    /// <summary>Which of the plugins found in folders are loaded; default all. The others are left alone, their code never runs.</summary>
    public Func<PluginManifest, bool> ShouldLoad { get; set; } = _ => true;

    /// <summary>The versions that plugins are measured against; default those of the process.</summary>
    public HostContract Contract { get; set; } = HostContract.Current;
}
