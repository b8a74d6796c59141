using Microsoft.Extensions.Logging;

namespace GradPipelines.Hosting;

/// <summary>Writes the plugin report to the log, once, when the catalog is made: there is no logger while plugins are loaded.</summary>
internal static partial class PluginLog
{
    public static void Write(PluginReport report, ILogger logger)
    {
        foreach (var plugin in report.Loaded)
        {
            Loaded(logger, plugin.Id, plugin.Version, plugin.Manifest?.Path ?? plugin.AssemblyName);
        }

        foreach (var plugin in report.Skipped.Where(p => p.Reason != PluginSkipReason.NotSelected))
        {
            Skipped(logger, PluginReport.Describe(plugin), plugin.Error);
        }

        foreach (var error in report.Errors)
        {
            Failed(logger, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Plugin {Id} {Version} loaded from {Path}")]
    private static partial void Loaded(ILogger logger, string id, Version version, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private static partial void Skipped(ILogger logger, string reason, Exception? error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
