using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Hosting.Tests;

public sealed class ComponentFactoryTests : IDisposable
{
    private readonly ServiceProvider provider = new ServiceCollection().AddGradPipelines().AddPlugin<HerePlugin>().Services.BuildServiceProvider();

    private IComponentFactory Factory => provider.GetRequiredService<IComponentFactory>();

    public void Dispose() => provider.Dispose();

    [Fact]
    public void Create_GivesOptionsAndServices()
    {
        var options = new WalkOptions { Pace = 3 };

        var walk = Factory.Create<Walk>(new ComponentReference(ComponentKind.Optimizer, "here.walk", 1, options));

        Assert.Same(options, walk.Options);
        Assert.NotNull(walk.Logger);
    }

    [Fact]
    public void Create_ReferenceWithoutOptions_MeansTheDefaults() =>
        Assert.Equal(new WalkOptions(), Factory.Create<Walk>(ComponentReference.To(ComponentKind.Optimizer, "here.walk")).Options);

    [Fact]
    public void Create_EveryTime_BuildsAnew()
    {
        var reference = ComponentReference.To(ComponentKind.Schedule, "here.stand");

        Assert.NotSame(Factory.Create<Stand>(reference), Factory.Create<Stand>(reference));
    }

    [Fact]
    public void Create_OptionsOfAnotherComponent_SaysBothTypes()
    {
        var e = Assert.Throws<InvalidOperationException>(() =>
            Factory.Create<Stand>(ComponentReference.To(ComponentKind.Schedule, "here.stand", new WalkOptions())));

        Assert.Contains("takes NoOptions, the reference carries WalkOptions", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OtherContract_SaysBothTypes()
    {
        var e = Assert.Throws<InvalidOperationException>(() =>
            Factory.Create<IDisposable>(ComponentReference.To(ComponentKind.Schedule, "here.stand")));

        Assert.Contains("is no IDisposable", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ThrowingConstructor_NamesTheComponentAndKeepsTheCause()
    {
        var e = Assert.Throws<InvalidOperationException>(() =>
            Factory.Create<object>(ComponentReference.To(ComponentKind.Callback, "here.grumpy")));

        Assert.Contains("callback 'here.grumpy'", e.Message, StringComparison.Ordinal);
        Assert.Contains("not before coffee", e.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(e.InnerException);
    }

    [Fact]
    public void Create_UnknownName_GivesTheWholeSearchReport()
    {
        var e = Assert.Throws<InvalidOperationException>(() =>
            Factory.Create<object>(ComponentReference.To(ComponentKind.Optimizer, "here.wolk")));

        Assert.Equal(
            [
                "no component 'here.wolk' (kind: optimizer)",
                "did you mean 'here.walk'?",
                "plugin 'here' offers of this kind: here.walk",
                "loaded: here 0.1.0 (GradPipelines.Hosting.Tests)",
            ],
            e.Message.Split(Environment.NewLine).SkipLast(1));
    }
}
