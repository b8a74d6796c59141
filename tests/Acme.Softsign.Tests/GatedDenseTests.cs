using GradPipelines;
using GradPipelines.Plugins;

namespace Acme.Softsign.Tests;

public sealed class GatedDenseTests
{
    private static readonly LayerContext Context = new(IsTraining: true, Key.FromSeed(0));

    [Fact]
    public void Plan_AutoUnits_IsTheWidthOfTheTarget()
    {
        var plan = new GatedDense(new GatedDenseOptions()).Plan(new LayerPlanContext(Shape.Create(5), TargetWidth: 3));

        Assert.Equal(Shape.Create(3), plan.Output);
        Assert.Equal(["weight", "bias", "gate_weight", "gate_bias"], plan.Parameters.Select(p => p.Name));
        Assert.Equal(Shape.Create(5, 3), plan.Parameters[0].Shape);
    }

    [Fact]
    public void Plan_MatrixInput_SaysWhatToDo() =>
        Assert.Contains(
            "flatten",
            Assert.Throws<ShapeException>(() => new GatedDense(new GatedDenseOptions()).Plan(new(Shape.Create(2, 2), 1))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Apply_IsTheFormula()
    {
        var layer = new GatedDense(new GatedDenseOptions { Units = 1, Sharpness = 2 });
        var parameters = new NamedTensors(
        [
            KeyValuePair.Create<string, Tensor>("weight", new[,] { { 3.0 } }),
            KeyValuePair.Create<string, Tensor>("bias", new[] { 1.0 }),
            KeyValuePair.Create<string, Tensor>("gate_weight", new[,] { { 0.5 } }),
            KeyValuePair.Create<string, Tensor>("gate_bias", new[] { -1.0 }),
        ]);

        // x = 2: value 7, gate sigmoid(2 (1 - 1)) = 0.5.
        Assert.Equal(3.5, layer.Apply(parameters, NamedTensors.Empty, new[,] { { 2.0 } }, Context).Output.Item());
    }

    [Fact]
    public void Derivatives_AgreeWithFiniteDifferences()
    {
        var layer = new GatedDense(new GatedDenseOptions { Units = 2, Sharpness = 2 });
        var key = Key.FromSeed(3);
        var plan = layer.Plan(new LayerPlanContext(Shape.Create(3), TargetWidth: 1));
        var parameters = new NamedTensors(plan.Parameters.Select(
            p => KeyValuePair.Create<string, Tensor>(p.Name, p.Initializer.Create(p.Shape, p.FanIn, p.FanOut, key.Named(p.Name)))));
        Tensor x = key.Named("x").Normal(Shape.Create(4, 3));

        Transforms.CheckGrads<NamedTensors, Tensor>(p => layer.Apply(p, NamedTensors.Empty, x, Context).Output, parameters);
    }
}
