namespace GradPipelines.Plugins;

/// <summary>All that the host knows of a component before it builds one.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">The full name, unique within the kind.</param>
/// <param name="Version">What a resolved file pins.</param>
/// <param name="Summary">One line.</param>
/// <param name="OptionsType">The options record, <see cref="NoOptions"/> where there is none.</param>
/// <param name="ImplementationType">The class, for messages and documentation.</param>
/// <param name="PluginId">The plugin that brought it, <c>standard</c> for the built-ins.</param>
/// <param name="Create">Builds it; constructor parameters other than the options come from the services.</param>
public sealed record ComponentDescriptor(
    ComponentKind Kind,
    string Name,
    int Version,
    string Summary,
    Type OptionsType,
    Type ImplementationType,
    string PluginId,
    Func<IServiceProvider, ComponentOptions, object> Create);

/// <summary>Finds descriptors by kind and name.</summary>
public interface IComponentCatalog
{
    /// <summary>Every component, sorted by kind, then by name (ordinal).</summary>
    IReadOnlyList<ComponentDescriptor> All { get; }

    /// <summary>The descriptor of that kind and full name, or null.</summary>
    ComponentDescriptor? Find(ComponentKind kind, string name);

    /// <summary>What was searched, loaded and skipped, one sentence a line: the tail of a "no such component" error.</summary>
    IReadOnlyList<string> SearchReport { get; }
}

/// <summary>Builds components from references.</summary>
public interface IComponentFactory
{
    /// <summary>Builds the component; <typeparamref name="T"/> is the kind's contract.</summary>
    /// <exception cref="InvalidOperationException">No such component, or it is no <typeparamref name="T"/>.</exception>
    T Create<T>(ComponentReference reference)
        where T : class;
}
