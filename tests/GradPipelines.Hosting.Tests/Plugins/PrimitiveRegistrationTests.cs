using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Hosting.Tests;

public sealed class PrimitiveRegistrationTests
{
    [Fact]
    public void AddPrimitive_Functions_GivesADifferentiableOperation()
    {
        var cube = Build(grad => grad.AddPrimitive("cube", x => x * x * x, (ct, _, x) => ct * (3 * x * x), "x^3"), "app.cube");

        Assert.Equal(8, cube(2.0).Item());
        Assert.Equal(12, Transforms.Grad(cube)(2.0).Item());
        Assert.Equal(12, Transforms.Grad(Transforms.Grad(cube))(2.0).Item());
    }

    [Fact]
    public void AddOperation_Composition_NeedsNoRule() =>
        Assert.Equal(4, Transforms.Grad(Build(grad => grad.AddOperation("sq", x => x * x), "app.sq"))(2.0).Item());

    [Fact]
    public void FolderPlugin_Primitive_WorksInTheHostsEngine()
    {
        using var provider = new ServiceCollection().AddGradPipelines()
            .AddPluginsFrom(PluginSandbox.Fixture("Acme.Softsign")).Services.BuildServiceProvider();
        var softsign = provider.GetRequiredService<IComponentFactory>()
            .Create<Func<Tensor, Tensor>>(ComponentReference.To(ComponentKind.Operation, "acme.softsign"));

        Assert.Equal(0.75, softsign(3.0).Item());
        Assert.Equal(1.0 / 16, Transforms.Grad(softsign)(3.0).Item());
        Assert.Equal(-2.0 / 64, Transforms.Grad(Transforms.Grad(softsign))(3.0).Item(), 1e-15);
        Assert.Equal([0.5, -0.5], Transforms.Vmap(softsign)(new[] { 1.0, -1.0 }).ToArray<double>());
        Assert.DoesNotContain(System.Runtime.Loader.AssemblyLoadContext.Default.Assemblies, a => a.GetName().Name == "Acme.Softsign");
    }

    [Fact]
    public void Create_EveryTime_IsTheSamePrimitive()
    {
        using var provider = new ServiceCollection().AddGradPipelines()
            .AddPluginsFrom(PluginSandbox.Fixture("Acme.Softsign")).Services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IComponentFactory>();
        var reference = ComponentReference.To(ComponentKind.Operation, "acme.softsign");

        Assert.Same(factory.Create<Func<Tensor, Tensor>>(reference), factory.Create<Func<Tensor, Tensor>>(reference));
    }

    private static Func<Tensor, Tensor> Build(Action<IGradPipelinesBuilder> add, string name)
    {
        var grad = new ServiceCollection().AddGradPipelines();
        add(grad);
        using var provider = grad.Services.BuildServiceProvider();
        return provider.GetRequiredService<IComponentFactory>().Create<Func<Tensor, Tensor>>(ComponentReference.To(ComponentKind.Operation, name));
    }
}
