using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>The components registered so far, while the host is being built; <see cref="ComponentCatalog"/> is the finished form.</summary>
internal sealed class ComponentRegistry
{
    private readonly Dictionary<(ComponentKind Kind, string Name), ComponentDescriptor> components = [];

    public IReadOnlyCollection<ComponentDescriptor> Components => components.Values;

    /// <summary>Checks a registration and gives it its full name.</summary>
    public static ComponentDescriptor Describe(string pluginId, ComponentRegistration component)
    {
        if (!ComponentName.IsKebabCase(component.Name))
        {
            throw new ArgumentException(
                $"'{component.Name}' ({component.ImplementationType}) is no component name: use lower-case words with hyphens between, " +
                $"such as 'early-stopping'; the prefix '{pluginId}.' comes by itself.");
        }

        if (component.Version < 1)
        {
            throw new ArgumentException($"'{component.Name}' ({component.ImplementationType}) has version {component.Version}; versions start at 1.");
        }

        return new ComponentDescriptor(
            component.Kind,
            ComponentName.Qualify(pluginId, component.Name),
            component.Version,
            component.Summary,
            component.OptionsType,
            component.ImplementationType,
            pluginId,
            component.Create);
    }

    /// <summary>Throws where the kind has a component of that name, here or among the staged ones.</summary>
    public void RefuseDuplicate(ComponentDescriptor component, IEnumerable<ComponentDescriptor>? staged = null)
    {
        var rival = components.GetValueOrDefault((component.Kind, component.Name))
            ?? staged?.FirstOrDefault(c => c.Kind == component.Kind && c.Name == component.Name);
        if (rival is not null)
        {
            throw new InvalidOperationException(
                $"{component.ImplementationType} and {rival.ImplementationType} are both the {ComponentNames.Label(component.Kind)} '{component.Name}'.");
        }
    }

    public void AddRange(IEnumerable<ComponentDescriptor> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            components.Add((descriptor.Kind, descriptor.Name), descriptor);
        }
    }
}
