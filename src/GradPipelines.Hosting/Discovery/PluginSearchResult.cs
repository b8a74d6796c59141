namespace GradPipelines.Hosting;

/// <summary>Why a plugin that was found is not loaded.</summary>
public enum PluginSkipReason
{
    /// <summary>The file cannot be read, is no .NET assembly, or is damaged.</summary>
    Unreadable,

    /// <summary>An assembly without a usable <see cref="Plugins.GradPluginAttribute"/>.</summary>
    NotAPlugin,

    /// <summary>Built for another contract or a newer framework.</summary>
    Incompatible,

    /// <summary>Another plugin has the same id.</summary>
    DuplicateId,

    /// <summary>The id is kept for the built-ins or for the application.</summary>
    ReservedId,

    /// <summary>The host did not ask for it.</summary>
    NotSelected,

    /// <summary>The assembly or its entry point cannot be loaded.</summary>
    LoadFailed,

    /// <summary>Its <see cref="Plugins.IGradPlugin.Configure"/> threw; its registrations were dropped.</summary>
    ConfigureFailed,
}

/// <summary>A plugin that was found and is not used.</summary>
/// <param name="Id">Its id, or null where the file gives none.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Reason">The kind of obstacle.</param>
/// <param name="Message">The obstacle in words, with its path.</param>
/// <param name="Error">The exception behind it, if any.</param>
public sealed record SkippedPlugin(string? Id, string Path, PluginSkipReason Reason, string Message, Exception? Error = null);

/// <summary>A searched folder and what came of it.</summary>
/// <param name="Folder">What was asked for.</param>
/// <param name="Exists">False where there is no such folder, or its variable is unset.</param>
/// <param name="Plugins">How many plugin folders it holds, usable or not.</param>
public sealed record SearchedFolder(PluginFolder Folder, bool Exists, int Plugins);

/// <summary>The outcome of a search; still nothing is loaded.</summary>
/// <param name="Folders">Every folder in search order.</param>
/// <param name="Plugins">The plugins that can be loaded, the built-ins first, then by id (ordinal).</param>
/// <param name="Skipped">The others.</param>
public sealed record PluginSearchResult(
    IReadOnlyList<SearchedFolder> Folders, IReadOnlyList<PluginManifest> Plugins, IReadOnlyList<SkippedPlugin> Skipped);
