using System.Reflection;
using GradPipelines.Plugins.Standard.Optimizers;
using GradPipelines.Testing;

namespace GradPipelines.Plugins.Standard.Tests;

public sealed class StandardPluginTests
{
    [Fact]
    public void Ops_KeepsThePromisesOfPlugins() => PluginConformance.Verify<StandardOpsPlugin>();

    [Fact]
    public void Optimizers_KeepsThePromisesOfPlugins() => PluginConformance.Verify<StandardOptimizersPlugin>();

    [Fact]
    public void Names_HaveNoPrefix() => Assert.All(Standard.Catalog.All, d => Assert.DoesNotContain('.', d.Name));

    [Fact]
    public void EveryComponentClass_IsRegistered()
    {
        var registered = Standard.Catalog.All.Select(d => d.ImplementationType).ToHashSet();
        var forgotten = new[] { typeof(StandardOpsPlugin).Assembly, typeof(StandardOptimizersPlugin).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t.GetCustomAttribute<ComponentAttribute>() is not null && !registered.Contains(t));
        Assert.Empty(forgotten);
    }

    [Fact]
    public void DefaultReferences_NameComponentsThatExist()
    {
        foreach (var descriptor in Standard.Catalog.All)
        {
            var options = descriptor.OptionsType.GetConstructor(Type.EmptyTypes)!.Invoke(null);
            foreach (var property in descriptor.OptionsType.GetProperties().Where(p => p.PropertyType == typeof(ComponentReference)))
                if (property.GetValue(options) is ComponentReference reference)
                    Assert.True(Standard.Catalog.Find(reference.Kind, reference.Name) is not null, $"{descriptor.Name}: {property.Name} is {reference.Kind} '{reference.Name}'");
        }
    }
}
