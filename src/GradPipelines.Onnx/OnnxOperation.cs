namespace GradPipelines.Onnx;

/// <summary>One application of a primitive, as its lowering sees it.</summary>
internal sealed class OnnxOperation(GraphEquation first, GraphEquation second, OnnxValue[] inputs, OnnxModelWriter writer)
{
    public Primitive Primitive => first.Primitive;

    public OnnxModelWriter Writer => writer;

    public IReadOnlyList<OnnxValue> Inputs => inputs;

    /// <summary>The dtype of the (first) output.</summary>
    public DType DType => first.Outputs[0].Spec.DType;

    /// <summary>The sizes of the (first) output.</summary>
    public OnnxSize[] Sizes => OutputSizes(0);

    public OnnxSize[] OutputSizes(int output) => OnnxSize.Of(first.Outputs[output].Spec.Shape, second.Outputs[output].Spec.Shape);

    /// <summary>The name of an input in its whole shape.</summary>
    public string Whole(int input) => writer.Whole(inputs[input]);

    /// <summary>Numbers of an attribute that do not depend on the batch: axes.</summary>
    public long[] Ints(string name)
    {
        var sizes = SizesOf(name);
        return Array.Exists(sizes, s => s.IsBatch)
            ? throw new RefusedException($"its {name} depend on the batch")
            : Array.ConvertAll(sizes, s => s.Value);
    }

    /// <summary>One number of an attribute.</summary>
    public int Int(string name) => (int)Read(first.Primitive, name);

    /// <summary>Numbers of an attribute that may be multiples of the batch: a shape.</summary>
    public OnnxSize[] SizesOf(string name)
    {
        var (a, b) = (List(Read(first.Primitive, name)), List(Read(second.Primitive, name)));
        if (a.Count != b.Count) throw new RefusedException($"the number of its {name} depends on the batch");
        return [.. a.Select((value, i) => OnnxSize.Of(value, b[i], $"number {i} of its {name}"))];
    }

    private static IReadOnlyList<int> List(object value) => (IReadOnlyList<int>)value;

    private static object Read(Primitive primitive, string name) => primitive.Attributes.First(a => a.Name == name).Value;
}
