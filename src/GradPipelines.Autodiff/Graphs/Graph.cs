namespace GradPipelines;

/// <summary>A traced function as data: equations in the order of execution, each output assigned once.</summary>
public sealed class Graph
{
    internal Graph(IReadOnlyList<GraphVariable> inputs, IReadOnlyList<GraphEquation> equations, IReadOnlyList<GraphValue> outputs)
    {
        Inputs = inputs;
        Equations = equations;
        Outputs = outputs;
    }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<GraphVariable> Inputs { get; }

    /// <summary>What is computed, in order.</summary>
    public IReadOnlyList<GraphEquation> Equations { get; }

    /// <summary>The results: variables or constants.</summary>
    public IReadOnlyList<GraphValue> Outputs { get; }

    /// <summary>Runs the equations on tensors of any kind, so that a graph can be differentiated and batched like a function.</summary>
    /// <exception cref="ArgumentException">The number, a shape or a dtype of the arguments is not the graph's.</exception>
    public Tensor[] Evaluate(params IReadOnlyList<Tensor> arguments) => GraphInterpreter.Run(this, arguments);

    /// <summary>The equations, one a line, with shapes and dtypes.</summary>
    public override string ToString() => GraphPrinter.Print(this);
}

/// <summary>What an equation reads: a variable or a constant.</summary>
public abstract class GraphValue
{
    private protected GraphValue(TensorSpec spec) => Spec = spec;

    /// <summary>Shape and dtype.</summary>
    public TensorSpec Spec { get; }
}

/// <summary>A value that an equation assigns, or an argument.</summary>
public sealed class GraphVariable : GraphValue
{
    internal GraphVariable(int id, TensorSpec spec)
        : base(spec) => Id = id;

    /// <summary>Unique within the graph.</summary>
    public int Id { get; }
}

/// <summary>A tensor that the function held when it was traced.</summary>
public sealed class GraphConstant : GraphValue
{
    internal GraphConstant(Tensor value)
        : base(value.Spec) => Value = value;

    /// <summary>The tensor; plain, or traced by a transform around the tracing.</summary>
    public Tensor Value { get; }
}

/// <summary>One application of a primitive.</summary>
public sealed class GraphEquation
{
    internal GraphEquation(Primitive primitive, IReadOnlyList<GraphValue> inputs, IReadOnlyList<GraphVariable> outputs)
    {
        Primitive = primitive;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>What is applied.</summary>
    public Primitive Primitive { get; }

    /// <summary>To what.</summary>
    public IReadOnlyList<GraphValue> Inputs { get; }

    /// <summary>What it assigns.</summary>
    public IReadOnlyList<GraphVariable> Outputs { get; }
}
