using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Plugins;

/// <summary>A component as its plugin describes it; the host makes a <see cref="ComponentDescriptor"/> of it.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Kebab-case, without the plugin's prefix.</param>
/// <param name="Version">What a resolved file pins, from 1.</param>
/// <param name="Summary">One line.</param>
/// <param name="OptionsType">The options record, <see cref="NoOptions"/> where there is none.</param>
/// <param name="ImplementationType">The class, for messages and documentation.</param>
/// <param name="Create">Builds it from the services and the bound options.</param>
public sealed record ComponentRegistration(
    ComponentKind Kind,
    string Name,
    int Version,
    string Summary,
    Type OptionsType,
    Type ImplementationType,
    Func<IServiceProvider, ComponentOptions, object> Create)
{
    /// <summary>Describes a class that carries <see cref="ComponentAttribute"/>.</summary>
    /// <remarks>
    /// The class has one public constructor (or marks one with <see cref="ActivatorUtilitiesConstructorAttribute"/>). A parameter of
    /// type <typeparamref name="TOptions"/> gets the options, the others come from the services.
    /// </remarks>
    /// <exception cref="ArgumentException">The class is abstract, has no attribute, or takes no options though it has some.</exception>
    public static ComponentRegistration Of<TComponent, TOptions>(ComponentKind kind)
        where TComponent : class
        where TOptions : ComponentOptions
    {
        var type = typeof(TComponent);
        var attribute = type.GetCustomAttribute<ComponentAttribute>(inherit: false)
            ?? throw new ArgumentException($"{type} has no name: write [Component(\"some-name\")] on the class.");
        if (type.IsAbstract || typeof(TOptions).IsAbstract)
        {
            throw new ArgumentException($"{type} with {typeof(TOptions)} cannot be built: one of them is abstract.");
        }

        var takesOptions = TakesParameter(type, typeof(TOptions));
        if (!takesOptions && typeof(TOptions) != typeof(NoOptions))
        {
            throw new ArgumentException(
                $"No public constructor of {type} has a parameter {typeof(TOptions).Name}: add it, or register {type.Name} without options.");
        }

        return new ComponentRegistration(
            kind, attribute.Name, attribute.Version, attribute.Summary, typeof(TOptions), type, Activation(type, takesOptions ? typeof(TOptions) : null));
    }

    private static bool TakesParameter(Type type, Type parameter) =>
        type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType.IsAssignableFrom(parameter)));

    // The factory is compiled on first use: most components of a catalog are never built in a run.
    private static Func<IServiceProvider, ComponentOptions, object> Activation(Type type, Type? options)
    {
        var factory = new Lazy<ObjectFactory>(() => ActivatorUtilities.CreateFactory(type, options is null ? [] : [options]));
        return options is null
            ? (services, _) => factory.Value(services, [])
            : (services, values) => factory.Value(services, [values]);
    }
}
