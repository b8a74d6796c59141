using GradPipelines.Plugins.Standard.Layers;
using GradPipelines.Plugins.Standard.Models;

namespace GradPipelines.Plugins.Standard.Tests.Layers;

public sealed class LayerTests
{
    public static TheoryData<string, int[]> Samples => new()
    {
        { "dense", [3] },
        { "dense", [2, 3] },
        { "dense-without-bias", [3] },
        { "activation", [2, 2] },
        { "dropout", [4] },
        { "batch-norm", [3] },
        { "batch-norm", [2, 3] },
        { "batch-norm-plain", [3] },
        { "layer-norm", [4] },
        { "layer-norm", [2, 3] },
        { "flatten", [2, 3] },
        { "flatten", [] },
        { "softmax", [3] },
        { "sequential", [3] },
        { "linear", [3] },
        { "logistic", [3] },
        { "polynomial", [2] },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Plan_SaysTheShapesThatApplyGives(string name, int[] input)
    {
        foreach (var isTraining in new[] { true, false })
        {
            var (layer, plan, x) = Make(name, input);
            var state = Standard.Parameters(plan.State);
            var result = layer.Apply(Standard.Parameters(plan.Parameters), state, x, new LayerContext(isTraining, Key.FromSeed(3)));
            Assert.Equal([5, .. plan.Output], result.Output.Shape);
            Assert.Equal(state.Select(s => (s.Key, s.Value.Spec)), result.State.Select(s => (s.Key, s.Value.Spec)));
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Gradients_AgreeWithDifferences(string name, int[] input)
    {
        var (layer, plan, x) = Make(name, input);
        var (state, context) = (Standard.Parameters(plan.State), new LayerContext(IsTraining: true, Key.FromSeed(3)));
        Transforms.CheckGrads<(NamedTensors, Tensor), Tensor>(p => layer.Apply(p.Item1, state, p.Item2, context).Output, (Standard.Parameters(plan.Parameters), x), order: 2);
    }

    [Fact]
    public void Sequential_NamesParametersByPosition()
    {
        var (_, plan, _) = Make("sequential", [3]);
        Assert.Equal(
            ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "layers.3.layers.0.weight", "layers.3.layers.0.bias"],
            plan.Parameters.Select(p => p.Name));
        Assert.Equal(["layers.1.running_mean", "layers.1.running_var"], plan.State.Select(p => p.Name));
    }

    [Fact]
    public void Sequential_ALayerThatDoesNotFit_IsNamed()
    {
        var model = Sequential(Layer("softmax"), Layer("dense", new DenseOptions { Units = 2 }));
        var error = Assert.Throws<ShapeException>(() => model.Plan(new LayerPlanContext(Shape.Scalar, 1)));
        Assert.StartsWith("layers.0 (softmax): softmax needs an axis", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_UnitsAuto_IsTheTargetWidth() =>
        Assert.Equal([7], Standard.Create<ILayer>(ComponentKind.Layer, "dense", new DenseOptions { Units = AutoInt.Auto }).Plan(new LayerPlanContext([3], 7)).Output);

    [Fact]
    public void Dropout_KeepsTheMeanInTraining_AndRestsOtherwise()
    {
        var layer = new Dropout(new() { Rate = 0.25 });
        var x = Ops.Ones([100, 1000]);
        var y = ((ILayer)layer).Apply(NamedTensors.Empty, NamedTensors.Empty, x, new LayerContext(true, Key.FromSeed(1))).Output;
        Assert.Equal(1, Ops.Mean(y).Item(), 0.01);
        Assert.Equal(0.25, Ops.Mean(Ops.Cast(Ops.Equal(y, 0.0), DType.Float64)).Item(), 0.01);
        Assert.Same(x, ((ILayer)layer).Apply(NamedTensors.Empty, NamedTensors.Empty, x, new LayerContext(false, Key.FromSeed(1))).Output);
    }

    [Fact]
    public void Dropout_InTwoLayersOfOneModel_DrawsDifferently()
    {
        var model = Sequential(Layer("dropout"), Layer("dropout"));
        var y = model.Apply(NamedTensors.Empty, NamedTensors.Empty, Ops.Ones([1, 1000]), new LayerContext(true, Key.FromSeed(1))).Output;
        Assert.Equal(0.25, Ops.Mean(Ops.Cast(y > 0, DType.Float64)).Item(), 0.05); // 0.5 if both dropped the same
    }

    [Fact]
    public void BatchNorm_OneValueAChannelInTraining_IsAnError()
    {
        var layer = new BatchNorm(new());
        var plan = layer.Plan(new LayerPlanContext([3], 1));
        Assert.Throws<ShapeException>(() => layer.Apply(Standard.Parameters(plan.Parameters), Standard.Parameters(plan.State), Ops.Ones([1, 3]), new LayerContext(true, Key.FromSeed(0))));
    }

    [Fact]
    public void Polynomial_IsTheFormula()
    {
        var model = Standard.Create<ILayer>(ComponentKind.Model, "polynomial", new PolynomialModelOptions { Degree = 3 });
        Tensor x = new[,] { { 2.0, 3.0 } };
        var y = model.Apply(Standard.Named(("weight", new[,] { { 1.0 }, { 10 }, { 100 }, { 0.1 }, { 0.2 }, { 0.3 } }), ("bias", new[] { 7.0 })), NamedTensors.Empty, x, default).Output;
        Assert.Equal(7 + 2 + 40 + 800 + 0.3 + 1.8 + 8.1, y.Item(), 1e-12);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("logistic")]
    public void LinearModels_HaveWeightAndBias(string name)
    {
        var plan = Standard.Create<ILayer>(ComponentKind.Model, name).Plan(new LayerPlanContext([3], 2));
        Assert.Equal([("weight", (Shape)new[] { 3, 2 }), ("bias", new[] { 2 })], plan.Parameters.Select(p => (p.Name, p.Shape)));
        Assert.All(Standard.Parameters(plan.Parameters).Values, p => Assert.All(p.ToArray<double>(), v => Assert.Equal(0, v)));
    }

    private static (ILayer Layer, LayerPlan Plan, Tensor X) Make(string name, int[] input)
    {
        ILayer layer = name switch
        {
            "dense" => Build("dense", new DenseOptions { Units = 2, Activation = Tanh }),
            "dense-without-bias" => Build("dense", new DenseOptions { Units = AutoInt.Auto, Bias = false }),
            "activation" => Build("activation", new ActivationOptions { Function = Tanh }),
            "batch-norm-plain" => Build("batch-norm", new BatchNormOptions { Affine = false }),
            "sequential" => Sequential(
                Layer("dense", new DenseOptions { Units = 4, Activation = Tanh }), Layer("batch-norm"), Layer("dropout"),
                Layer("sequential", new SequentialOptions { Layers = [Layer("dense", new DenseOptions { Units = AutoInt.Auto })] })),
            "linear" or "logistic" => Standard.Create<ILayer>(ComponentKind.Model, name),
            "polynomial" => Standard.Create<ILayer>(ComponentKind.Model, name, new PolynomialModelOptions { Degree = 3 }),
            _ => Build(name, null),
        };
        var plan = layer.Plan(new LayerPlanContext(input, 2));

        // Random parameters: at their first values (zeros, ones) a wrong rule could hide.
        var random = plan with { Parameters = [.. plan.Parameters.Select(p => p with { Initializer = Standard.Create<IInitializer>(ComponentKind.Initializer, "normal") })] };
        return (layer, random, Key.FromSeed(11).Normal([5, .. input]));
    }

    private static ComponentReference Tanh => Standard.Reference(ComponentKind.Operation, "tanh");

    private static ILayer Build(string name, ComponentOptions? options) => Standard.Create<ILayer>(ComponentKind.Layer, name, options);

    private static ComponentReference Layer(string name, ComponentOptions? options = null) => Standard.Reference(ComponentKind.Layer, name, options);

    private static ILayer Sequential(params ComponentReference[] layers) =>
        Standard.Create<ILayer>(ComponentKind.Model, "sequential", new SequentialOptions { Layers = layers });
}
