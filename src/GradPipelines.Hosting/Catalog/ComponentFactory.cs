using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>Builds components: options from the reference, everything else from the services.</summary>
public sealed class ComponentFactory(ComponentCatalog catalog, IServiceProvider services) : IComponentFactory
{
    /// <inheritdoc/>
    public T Create<T>(ComponentReference reference)
        where T : class
    {
        var descriptor = catalog.Find(reference.Kind, reference.Name)
            ?? throw new InvalidOperationException(string.Join(Environment.NewLine, catalog.NotFound(reference.Kind, reference.Name)));
        var component = Build(descriptor, OptionsFor(descriptor, reference));
        return component as T
            ?? throw new InvalidOperationException(
                $"{Describe(descriptor)} is a {component.GetType()}, which is no {typeof(T).Name}, the contract of its kind.");
    }

    // A default written in code names a component and no options; it means the component's own defaults.
    private static ComponentOptions OptionsFor(ComponentDescriptor descriptor, ComponentReference reference)
    {
        if (descriptor.OptionsType.IsInstanceOfType(reference.Options))
        {
            return reference.Options;
        }

        if (reference.Options is NoOptions && OptionsSchema.Of(descriptor.OptionsType) is var schema && !schema.Properties.Any(p => p.IsRequired))
        {
            return (ComponentOptions)schema.Create(new Dictionary<OptionProperty, object?>());
        }

        throw new InvalidOperationException(
            $"{Describe(descriptor)} takes {descriptor.OptionsType.Name}, the reference carries {reference.Options.GetType().Name}.");
    }

    private object Build(ComponentDescriptor descriptor, ComponentOptions options)
    {
        try
        {
            return descriptor.Create(services, options);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{Describe(descriptor)} cannot be built: {e.Message}", e);
        }
    }

    private static string Describe(ComponentDescriptor descriptor) =>
        $"{ComponentNames.Label(descriptor.Kind)} '{descriptor.Name}' ({descriptor.ImplementationType}, plugin '{descriptor.PluginId}')";
}
