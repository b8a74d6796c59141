using System.Text.Json;
using static GradPipelines.Transforms;

namespace GradPipelines.Reference;

/// <summary>PyTorch's layers and losses: values, the gradient of Σ w·output by every input, and that forward mode agrees with it.</summary>
public class NeuralNetworkFileTests
{
    /// <summary>Layers whose derivative PyTorch 1.13 computes with a constant of single precision, also for doubles: the sixth of hardsigmoid, celu's 1/alpha.</summary>
    private static readonly HashSet<string> s_singleConstants = ["hardsigmoid", "celu"];

    public static TheoryData<string> Files => ReferenceFolder.Files("nn_");

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCase_GivesTheReferenceNumbers(string file) => CaseReport.Run(file, (c, _) => Run(c));

    private static void Run(JsonElement c)
    {
        var name = c.GetProperty("layer").GetString()!;
        var layer = LayerTable.Find(name);
        var gradientTolerance = s_singleConstants.Contains(name) ? 1e-7 : Tolerances.NeuralNetwork;
        var inputs = Tensors(c, "inputs");
        var constants = Tensors(c, "constants");
        string[] names = [.. inputs.Keys];
        string[] outputs = [.. c.GetProperty("outputs").EnumerateObject().Select(o => o.Name)];
        Dictionary<string, Tensor> Apply(Tensor[] x)
        {
            var values = new Dictionary<string, Tensor>(constants, StringComparer.Ordinal);
            for (var i = 0; i < x.Length; i++) values[names[i]] = x[i];
            return layer(new LayerCase(c.GetProperty("config"), values));
        }

        Tensor[] Outputs(Tensor[] x) => Apply(x) is var y ? [.. outputs.Select(output => y[output])] : [];

        Tensor[] at = [.. inputs.Values];
        foreach (var (output, y) in Apply(at))
        {
            var expected = c.TryGetProperty(output, out var after) ? JsonValues.Read(after) : JsonValues.Member(c.GetProperty("outputs"), output);
            Comparison.Same(output, y, expected, Tolerances.NeuralNetwork);
        }

        var w = Tensors(c, "w");
        Tensor[] weights = [.. outputs.Select(output => w[output])];
        var gradients = Vjp<Tensor[], Tensor[]>(Outputs, at).Pullback(weights);
        for (var i = 0; i < names.Length; i++)
            Comparison.Same($"gradient by {names[i]}", gradients[i], JsonValues.Member(c.GetProperty("grads"), names[i]), gradientTolerance);

        Tensor[] t = [.. at.Select((x, i) => (Tensor)Key.FromSeed(7).Fold(i).Normal(x.Shape))];
        var tangent = Jvp<Tensor[], Tensor[]>(Outputs, at, t).Tangent.Zip(weights, (y, s) => Ops.Sum(y * s).Item()).Sum();
        Comparison.Same("forward mode along a random direction", (Tensor)tangent, gradients.Zip(t, (g, d) => Ops.Sum(g * d).Item()).Sum(), Tolerances.NeuralNetwork);
    }

    private static Dictionary<string, Tensor> Tensors(JsonElement c, string member) => c.TryGetProperty(member, out var values)
        ? values.EnumerateObject().ToDictionary(p => p.Name, p => Value.AsTensor(JsonValues.Read(p.Value)), StringComparer.Ordinal)
        : [];
}

/// <summary>The tensors of one case by name, and its settings.</summary>
internal sealed class LayerCase(JsonElement config, Dictionary<string, Tensor> tensors)
{
    public Tensor this[string name] => tensors[name];

    public Tensor? OrNull(string name) => tensors.GetValueOrDefault(name);

    public double Number(string name) => Value.AsTensor(JsonValues.Member(config, name)).Item();

    public int Int(string name) => Value.AsInt(JsonValues.Member(config, name));

    public bool Flag(string name) => Value.AsBool(JsonValues.Member(config, name));

    public string Text(string name) => config.GetProperty(name).GetString()!;

    /// <summary>A number for each axis, or one for all; null if it is not set.</summary>
    public int[]? Axes(string name) => JsonValues.Member(config, name) switch
    {
        null => null,
        object?[] many => Array.ConvertAll(many, Value.AsInt),
        var one => [Value.AsInt(one)],
    };

    public LossReduction Reduction => Text("reduction") switch
    {
        "none" => LossReduction.None,
        "mean" => LossReduction.Mean,
        "sum" => LossReduction.Sum,
        "batchmean" => LossReduction.BatchMean,
        var other => throw new UnknownOperationException($"reduction {other}"),
    };
}
