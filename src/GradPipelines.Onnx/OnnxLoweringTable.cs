namespace GradPipelines.Onnx;

/// <summary>Writes one application of a primitive as ONNX operators.</summary>
internal delegate OnnxValue OnnxLowering(OnnxOperation operation);

/// <summary>The lowerings of the engine's own primitives.</summary>
/// <remarks>By class and not by name: a user's primitive that is called like one of ours is another operation.</remarks>
internal sealed class OnnxLoweringTable
{
    private readonly Dictionary<Type, OnnxLowering> _lowerings = [];

    public OnnxLoweringTable()
    {
        ArithmeticLowerings.AddTo(this);
        CastingLowerings.AddTo(this);
        ComparisonLowerings.AddTo(this);
        ExponentialLowerings.AddTo(this);
        HyperbolicLowerings.AddTo(this);
        IndexingLowerings.AddTo(this);
        MatMulLowerings.AddTo(this);
        MovementLowerings.AddTo(this);
        PowerLowerings.AddTo(this);
        ReductionLowerings.AddTo(this);
        RoundingLowerings.AddTo(this);
        SelectionLowerings.AddTo(this);
        TrigonometricLowerings.AddTo(this);
    }

    /// <summary>The classes that have a lowering.</summary>
    public IReadOnlyCollection<Type> Primitives => _lowerings.Keys;

    public bool Knows(Primitive primitive) => _lowerings.ContainsKey(primitive.GetType()) || primitive is Plugins.IOnnxLowering;

    public OnnxLowering? Find(Primitive primitive) => _lowerings.GetValueOrDefault(primitive.GetType());

    public void Add<TPrimitive>(OnnxLowering lowering)
        where TPrimitive : Primitive => _lowerings.Add(typeof(TPrimitive), lowering);

    /// <summary>A primitive that one element-wise operator says; inputs broadcast in ONNX as they do here, so none is stretched.</summary>
    public void AddElementwise<TPrimitive>(string operation)
        where TPrimitive : Primitive => AddElementwise<TPrimitive>((w, x) => w.Node(operation, x));

    /// <summary>A primitive that several element-wise operators say.</summary>
    public void AddElementwise<TPrimitive>(Func<OnnxModelWriter, string[], string> write)
        where TPrimitive : Primitive => Add<TPrimitive>(op =>
        {
            var held = op.Inputs[0].Held;
            foreach (var input in op.Inputs.Skip(1)) held = OnnxSize.Broadcast(held, input.Held);
            return new OnnxValue(write(op.Writer, [.. op.Inputs.Select(i => i.Name)]), held, op.Sizes, op.DType);
        });

    /// <summary>A primitive whose operators give the whole output.</summary>
    public void AddWhole<TPrimitive>(Func<OnnxOperation, string> write)
        where TPrimitive : Primitive => Add<TPrimitive>(op => new OnnxValue(write(op), op.Sizes, op.Sizes, op.DType));
}
