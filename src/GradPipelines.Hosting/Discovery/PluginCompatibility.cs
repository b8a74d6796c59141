using System.Globalization;

namespace GradPipelines.Hosting;

/// <summary>Decides from the manifest alone whether this host can run a plugin.</summary>
/// <remarks>
/// Same major version, referenced minor version not above the host's, target framework not newer than the runtime's, and
/// <c>MinHost</c> met where the plugin states it. Build and revision numbers do not count: they change no signature.
/// </remarks>
public static class PluginCompatibility
{
    private const string Core = ".NETCoreApp";

    /// <summary>Why the plugin cannot run here, as a sentence about its folder; null where it can.</summary>
    public static string? Check(PluginManifest plugin, HostContract host) =>
        CheckReferences(plugin, host.Contract) ?? CheckMinHost(plugin, host.Contract) ?? CheckFramework(plugin, host.Framework);

    private static string? CheckReferences(PluginManifest plugin, Version host)
    {
        foreach (var reference in plugin.References.Where(r => SharedAssemblies.IsContract(r.Name)))
        {
            var wanted = reference.Version;
            if (wanted.Major != host.Major)
            {
                return $"{plugin.Folder} was built for {reference.Name} {Short(wanted)}, this host has {Short(host)}: another major version";
            }

            if (wanted.Minor > host.Minor)
            {
                return $"{plugin.Folder} needs {reference.Name} {Short(wanted)}, this host has {Short(host)}";
            }
        }

        return null;
    }

    private static string? CheckMinHost(PluginManifest plugin, Version host)
    {
        if (plugin.MinHost is null)
        {
            return null;
        }

        if (!Version.TryParse(plugin.MinHost.Contains('.', StringComparison.Ordinal) ? plugin.MinHost : plugin.MinHost + ".0", out var wanted))
        {
            return $"{plugin.Folder} states MinHost = \"{plugin.MinHost}\", which is no version; write it as \"{Short(host)}\"";
        }

        return wanted.Major != host.Major || Normal(wanted) > Normal(host)
            ? $"{plugin.Folder} asks for GradPipelines {plugin.MinHost} (MinHost), this host has {Short(host)}"
            : null;
    }

    private static string? CheckFramework(PluginManifest plugin, Version runtime)
    {
        if (plugin.TargetFramework is not { } moniker)
        {
            return null;
        }

        var parts = moniker.Split(",Version=v", 2);
        if (parts is not [Core, var text])
        {
            return parts[0] == ".NETStandard" ? null : $"{plugin.Folder} is built for {moniker}, which .NET {Short(runtime)} does not run";
        }

        return Version.TryParse(text, out var wanted) && (wanted.Major, wanted.Minor).CompareTo((runtime.Major, runtime.Minor)) > 0
            ? $"{plugin.Folder} is built for .NET {Short(wanted)}, this host runs on .NET {Short(runtime)}"
            : null;
    }

    private static string Short(Version version) => string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}");

    // An unstated build number is -1 in System.Version, which sorts below 0.
    private static Version Normal(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0));
}
