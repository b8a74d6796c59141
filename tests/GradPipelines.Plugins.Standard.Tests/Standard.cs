using GradPipelines.Hosting;
using GradPipelines.Plugins.Standard.Optimizers;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Plugins.Standard.Tests;

/// <summary>The host with both standard plugins, and components from it.</summary>
public static class Standard
{
    private static readonly IServiceProvider Services = Build();

    public static IComponentCatalog Catalog { get; } = Services.GetRequiredService<IComponentCatalog>();

    public static IComponentFactory Factory { get; } = Services.GetRequiredService<IComponentFactory>();

    public static T Create<T>(ComponentKind kind, string name, ComponentOptions? options = null)
        where T : class => Factory.Create<T>(ComponentReference.To(kind, name, options));

    public static ComponentReference Reference(ComponentKind kind, string name, ComponentOptions? options = null) => ComponentReference.To(kind, name, options);

    public static TheoryData<string> Names(ComponentKind kind) => [.. Catalog.All.Where(d => d.Kind == kind).Select(d => d.Name)];

    /// <summary>The first parameters of a plan, as a trainer makes them.</summary>
    public static NamedTensors Parameters(IEnumerable<ParameterPlan> plans, long seed = 0) =>
        new(plans.Select(p => KeyValuePair.Create(p.Name, Tensor.From(p.Initializer.Create(p.Shape, p.FanIn, p.FanOut, Key.FromSeed(seed).Named(p.Name))))));

    public static NamedTensors Named(params (string Name, Tensor Value)[] items) => new(items.Select(i => KeyValuePair.Create(i.Name, i.Value)));

    private static ServiceProvider Build()
    {
        var grad = new ServiceCollection().AddGradPipelines(options => options.LoadStandardPlugins = false);
        grad.AddPlugin<StandardOpsPlugin>().AddPlugin<StandardOptimizersPlugin>();
        return grad.Services.BuildServiceProvider();
    }
}
