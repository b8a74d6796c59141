using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using GradPipelines.Onnx.Protocol;
using GradPipelines.Plugins;
using static GradPipelines.Onnx.Protocol.AttributeProto.Types;
using static GradPipelines.Onnx.Protocol.TensorProto.Types;

namespace GradPipelines.Onnx;

/// <summary>A model file that is being made. Constants of equal content are stored once.</summary>
internal sealed class OnnxModelWriter(string inputName, string outputName, DType dtype, string name) : IOnnxGraph
{
    private readonly GraphProto _graph = new() { Name = name };
    private readonly Dictionary<string, string> _constants = [];
    private readonly Dictionary<string, string> _stretched = [];
    private string? _batch;
    private int _names;

    /// <summary>The dtype that floating tensors have in the file.</summary>
    public DType Floating => dtype;

    /// <summary>Declares the input.</summary>
    public OnnxValue Input(OnnxSize[] sizes)
    {
        _graph.Input.Add(Declare(inputName, sizes, dtype));
        return new OnnxValue(inputName, sizes, sizes, dtype);
    }

    /// <summary>Declares the output and gives the model.</summary>
    public ModelProto Finish(OnnxValue result)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = "Identity_result", Input = { Whole(result) }, Output = { outputName } });
        _graph.Output.Add(Declare(outputName, result.Whole, result.DType));
        return new ModelProto
        {
            IrVersion = 8,
            ProducerName = "GradPipelines",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
        };
    }

    /// <inheritdoc/>
    public string Node(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, object Value)> attributes)
    {
        var output = NewName(operation);
        var node = new NodeProto { OpType = operation, Name = output, Output = { output } };
        node.Input.AddRange(inputs);
        node.Attribute.AddRange(attributes.Select(a => Attribute(a.Name, a.Value)));
        _graph.Node.Add(node);
        return output;
    }

    /// <inheritdoc/>
    public string Constant(NdArray value)
    {
        value = Rounded(value);
        var bytes = OnnxConstant.Bytes(value);
        var key = $"{value.DType}{value.Shape}{Convert.ToHexString(SHA256.HashData(bytes))}";
        if (_constants.TryGetValue(key, out var known)) return known;
        var tensor = new TensorProto { Name = NewName("constant"), DataType = (int)TypeOf(value.DType), RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(value.Shape.Select(s => (long)s));
        _graph.Initializer.Add(tensor);
        return _constants[key] = tensor.Name;
    }

    /// <summary>A 1-d int64 constant: axes, a shape.</summary>
    public string Ints(params long[] values) => Constant(NdArray.From(values));

    /// <summary>A number of a floating tensor's dtype.</summary>
    public string Number(double value) => Constant(NdArray.Full(Shape.Scalar, value, dtype));

    /// <summary>The numbers as the file holds them.</summary>
    /// <exception cref="RefusedException">A finite float64 number is beyond float32.</exception>
    public NdArray Rounded(NdArray value)
    {
        if (value.DType != DType.Float64 || dtype == DType.Float64) return value;
        var rounded = value.Cast(DType.Float32);
        var (wide, narrow) = (value.ToArray<double>(), rounded.ToArray<float>());
        for (var i = 0; i < wide.Length; i++)
            if (double.IsFinite(wide[i]) && !float.IsFinite(narrow[i]))
                throw new RefusedException($"the constant {wide[i].ToString("R", CultureInfo.InvariantCulture)} is beyond float32; export in float64");
        return rounded;
    }

    /// <summary>A tensor in its whole shape.</summary>
    public string Whole(OnnxValue value)
    {
        if (value.IsWhole) return value.Name;
        if (value.Constant is { } numbers) return Constant(numbers);
        var shape = ShapeOf(value.Whole);
        var key = value.Name + "|" + shape;
        return _stretched.TryGetValue(key, out var known) ? known : _stretched[key] = Node("Expand", [value.Name, shape]);
    }

    /// <summary>A shape as a 1-d int64 tensor.</summary>
    public string ShapeOf(OnnxSize[] sizes)
    {
        if (!Array.Exists(sizes, s => s.IsBatch)) return Ints(Array.ConvertAll(sizes, s => s.Value));
        var parts = Array.ConvertAll(sizes, s => s.IsBatch ? BatchNumber(s.Value, DType.Int64, 1) : Ints(s.Value));
        return parts.Length == 1 ? parts[0] : Node("Concat", parts, ("axis", 0L));
    }

    /// <summary>A multiple of the batch as a number of that many axes.</summary>
    public string BatchNumber(long factor, DType type, int rank)
    {
        _batch ??= Node("Shape", [inputName], ("start", 0L), ("end", 1L));
        var number = factor == 1 ? _batch : Node("Mul", [_batch, Ints(factor)]);
        if (type != DType.Int64) number = Node("Cast", [number], ("to", (long)TypeOf(type)));
        return rank == 1 ? number : Node("Reshape", [number, Ints([.. Enumerable.Repeat(1L, rank)])]);
    }

    /// <summary>How the file calls a dtype; a floating one is the export's.</summary>
    public DataType TypeOf(DType type) => type switch
    {
        DType.Bool => DataType.Bool,
        DType.Int64 => DataType.Int64,
        _ => dtype == DType.Float64 ? DataType.Double : DataType.Float,
    };

    private string NewName(string stem)
    {
        string candidate;
        do candidate = string.Create(CultureInfo.InvariantCulture, $"{stem}_{_names++}");
        while (candidate == inputName || candidate == outputName);
        return candidate;
    }

    private ValueInfoProto Declare(string tensor, OnnxSize[] sizes, DType type)
    {
        var shape = new TensorShapeProto();
        foreach (var size in sizes)
            shape.Dim.Add(size.IsBatch
                ? new TensorShapeProto.Types.Dimension { DimParam = size.Value == 1 ? OnnxExport.BatchAxis : size.ToString() }
                : new TensorShapeProto.Types.Dimension { DimValue = size.Value });
        return new ValueInfoProto { Name = tensor, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TypeOf(type), Shape = shape } } };
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        long i => new AttributeProto { Name = name, Type = AttributeType.Int, I = i },
        float f => new AttributeProto { Name = name, Type = AttributeType.Float, F = f },
        string s => new AttributeProto { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(s) },
        long[] ints => new AttributeProto { Name = name, Type = AttributeType.Ints, Ints = { ints } },
        float[] floats => new AttributeProto { Name = name, Type = AttributeType.Floats, Floats = { floats } },
        _ => throw new ArgumentException($"Attribute '{name}' is a {value.GetType().Name}: use long, float, string, long[] or float[].", nameof(value)),
    };
}
