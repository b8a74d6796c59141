using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Hosting.Tests;

public sealed class ComponentRegistrationTests
{
    [Theory]
    [InlineData("dense", true)]
    [InlineData("half-mse", true)]
    [InlineData("r2", true)]
    [InlineData("a", true)]
    [InlineData("macro-f1", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Dense", false)]
    [InlineData("2d", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("größe", false)]
    public void IsKebabCase(string? name, bool legal) => Assert.Equal(legal, ComponentName.IsKebabCase(name));

    [Theory]
    [InlineData("standard", "tanh")]
    [InlineData("acme", "acme.tanh")]
    public void Qualify_PrefixesAllButTheBuiltIns(string plugin, string expected) => Assert.Equal(expected, ComponentName.Qualify(plugin, "tanh"));

    [Fact]
    public void Of_ClassWithoutAttribute_SaysWhatToWrite() =>
        Assert.Contains("[Component(", Refused<Nameless, NoOptions>(), StringComparison.Ordinal);

    [Fact]
    public void Of_AbstractClass_IsRefused() => Assert.Contains("abstract", Refused<Abstract, NoOptions>(), StringComparison.Ordinal);

    [Fact]
    public void Of_OptionsThatNoConstructorTakes_SaysWhichParameterIsMissing() =>
        Assert.Contains("has a parameter WalkOptions", Refused<Stand, WalkOptions>(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Bad_Name", 1, "'Bad_Name'")]
    [InlineData("acme.walk", 1, "comes by itself")]
    [InlineData("walk", 0, "versions start at 1")]
    public void Add_IllegalNameOrVersion_IsRefused(string name, int version, string message)
    {
        var registration = ComponentRegistration.Of<Walk, WalkOptions>(ComponentKind.Optimizer) with { Name = name, Version = version };

        var e = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddGradPipelines().Add(registration));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    private static string Refused<TComponent, TOptions>()
        where TComponent : class
        where TOptions : ComponentOptions =>
        Assert.Throws<ArgumentException>(() => ComponentRegistration.Of<TComponent, TOptions>(ComponentKind.Loss)).Message;

    private sealed class Nameless;

    [Component("abstract")]
    private abstract class Abstract;
}
