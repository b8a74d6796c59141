using System.Reflection;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Testing;

/// <summary>What one component must keep to.</summary>
internal static class ComponentRules
{
    public static IEnumerable<string> Check(
        ComponentDescriptor component, IComponentCatalog catalog, IServiceProviderIsService services)
    {
        if (string.IsNullOrWhiteSpace(component.Summary) || component.Summary.Contains('\n', StringComparison.Ordinal))
        {
            yield return $"{component.Name}: give it a summary of one line, [Component(\"...\", Summary = \"...\")]";
        }

        if (!component.ImplementationType.IsVisible)
        {
            yield return $"{component.Name}: {component.ImplementationType.Name} is not public, so nobody can use it from C#";
        }

        foreach (var finding in CheckConstructor(component, services).Concat(OptionsRules.Check(component, catalog)))
        {
            yield return $"{component.Name}: {finding}";
        }
    }

    private static IEnumerable<string> CheckConstructor(ComponentDescriptor component, IServiceProviderIsService services)
    {
        var constructors = component.ImplementationType.GetConstructors();
        var marked = constructors.Where(c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute))).ToList();
        if (constructors.Length > 1 && marked.Count != 1)
        {
            return [$"{component.ImplementationType.Name} has several public constructors; mark one with [ActivatorUtilitiesConstructor]"];
        }

        return (marked.FirstOrDefault() ?? constructors.FirstOrDefault())?.GetParameters()
            .Where(p => !p.ParameterType.IsAssignableFrom(component.OptionsType) && !p.HasDefaultValue && !services.IsService(p.ParameterType))
            .Select(p => $"no service for the constructor parameter '{p.ParameterType.Name} {p.Name}'; register it with grad.Services") ?? [];
    }
}
