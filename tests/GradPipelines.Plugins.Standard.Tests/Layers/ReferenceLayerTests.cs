using GradPipelines.Plugins.Standard.Layers;

namespace GradPipelines.Plugins.Standard.Tests.Layers;

/// <summary>Values and gradients of PyTorch's layers.</summary>
public sealed class ReferenceLayerTests
{
    private const string File = "nn_layers.json";

    public static TheoryData<string> Linear => ReferenceCase.Ids(File, "layer", null, "linear");

    public static TheoryData<string> BatchNorm => ReferenceCase.Ids(File, "layer", null, "batch_norm");

    public static TheoryData<string> LayerNorm => ReferenceCase.Ids(File, "layer", null, "layer_norm");

    [Theory]
    [MemberData(nameof(Linear))]
    public void Dense_SameAsLinear(string id)
    {
        var c = ReferenceCase.Find(File, id);
        Tensor x = c.Array("inputs", "x");
        var isSingle = x.Rank == 1;
        if (isSingle) x = x.Reshape(1, -1);
        var weight = ((Tensor)c.Array("inputs", "weight")).T; // PyTorch has (outputs, inputs)
        var hasBias = c.Has("inputs", "bias");
        var layer = Standard.Create<ILayer>(ComponentKind.Layer, "dense", new DenseOptions { Units = weight.Shape[1], Bias = hasBias });
        var parameters = hasBias ? Standard.Named(("weight", weight), ("bias", c.Array("inputs", "bias"))) : Standard.Named(("weight", weight));
        var (y, gradient, gradientX) = Differentiate(layer, parameters, NamedTensors.Empty, x, Like(c.Array("w", "output"), isSingle), isTraining: true);
        Close.To(c.Array("outputs", "output").ToArray<double>(), y.Output.ToArray<double>(), 1e-12, id);
        Close.To(c.Array("grads", "weight"), gradient["weight"].T, 1e-12, id);
        Close.To(c.Array("grads", "x").ToArray<double>(), gradientX.ToArray<double>(), 1e-12, id);
        if (hasBias) Close.To(c.Array("grads", "bias"), gradient["bias"], 1e-12, id);
    }

    [Theory]
    [MemberData(nameof(BatchNorm))]
    public void BatchNorm_SameValuesGradientsAndState(string id)
    {
        var c = ReferenceCase.Find(File, id);
        var isAffine = c.Has("inputs", "weight");
        var layer = new BatchNorm(new() { Momentum = c.Number("config", "momentum"), Eps = c.Number("config", "eps"), Affine = isAffine });
        var state = Standard.Named(("running_mean", c.Array("constants", "running_mean")), ("running_var", c.Array("constants", "running_var")));
        var (y, gradient, gradientX) = Differentiate(layer, Affine(c, isAffine), state, c.Array("inputs", "x"), c.Array("w", "output"), c.Flag("config", "training"));
        Close.To(c.Array("outputs", "output"), y.Output, 1e-10, id);
        Close.To(c.Array("running_mean_after"), y.State["running_mean"], 1e-10, id);
        Close.To(c.Array("running_var_after"), y.State["running_var"], 1e-10, id);
        CheckGradients(c, isAffine, gradient, gradientX);
    }

    [Theory]
    [MemberData(nameof(LayerNorm))]
    public void LayerNorm_SameValuesAndGradients(string id)
    {
        var c = ReferenceCase.Find(File, id);
        var isAffine = c.Has("inputs", "weight");
        var layer = new LayerNorm(new() { Eps = c.Number("config", "eps"), Affine = isAffine });
        var (y, gradient, gradientX) = Differentiate(layer, Affine(c, isAffine), NamedTensors.Empty, c.Array("inputs", "x"), c.Array("w", "output"), isTraining: true);
        Close.To(c.Array("outputs", "output"), y.Output, 1e-10, id);
        CheckGradients(c, isAffine, gradient, gradientX);
    }

    private static NamedTensors Affine(ReferenceCase c, bool isAffine) =>
        isAffine ? Standard.Named(("weight", c.Array("inputs", "weight")), ("bias", c.Array("inputs", "bias"))) : NamedTensors.Empty;

    private static void CheckGradients(ReferenceCase c, bool isAffine, NamedTensors gradient, Tensor gradientX)
    {
        Close.To(c.Array("grads", "x"), gradientX, 1e-10, c.Id);
        if (!isAffine) return;
        Close.To(c.Array("grads", "weight"), gradient["weight"], 1e-10, c.Id);
        Close.To(c.Array("grads", "bias"), gradient["bias"], 1e-10, c.Id);
    }

    private static Tensor Like(Tensor w, bool isSingle) => isSingle ? w.Reshape(1, -1) : w;

    private static (LayerResult Result, NamedTensors Gradient, Tensor GradientX) Differentiate(
        ILayer layer, NamedTensors parameters, NamedTensors state, Tensor x, Tensor w, bool isTraining)
    {
        var context = new LayerContext(isTraining, Key.FromSeed(0));
        var (gradient, gradientX) = Transforms.Grad<(NamedTensors, Tensor)>(p => Ops.Sum(w * layer.Apply(p.Item1, state, p.Item2, context).Output))((parameters, x));
        return (layer.Apply(parameters, state, x, context), gradient, gradientX);
    }
}
