namespace GradPipelines.Tests;

/// <summary>An array in plain C#, for references that use nothing of ours.</summary>
internal sealed class Plain(double[] data, params int[] shape)
{
    public double[] Data { get; } = data;

    public int[] Shape { get; } = shape;

    public double this[params int[] index]
    {
        get
        {
            var at = 0;
            for (var i = 0; i < Shape.Length; i++) at = at * Shape[i] + index[i];
            return Data[at];
        }
    }

    public static Plain Of(Tensor x) => new(x.ToArray<double>(), x.Shape.ToArray());

    /// <summary>An array whose element at each index is given.</summary>
    public static Plain Each(int[] shape, Func<int[], double> element)
    {
        var data = new double[shape.Aggregate(1, (n, s) => n * s)];
        for (var at = 0; at < data.Length; at++)
        {
            var index = new int[shape.Length];
            var rest = at;
            for (var i = shape.Length - 1; i >= 0; i--)
            {
                index[i] = rest % shape[i];
                rest /= shape[i];
            }

            data[at] = element(index);
        }

        return new Plain(data, shape);
    }
}

/// <summary>An argument: its shape and where its elements lie. They are spread evenly in random order, so that none are equal.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Gap">If positive, elements keep that far from 0, where there is a kink or a pole.</param>
internal sealed record SampleInput(Shape Shape, double Low = -2, double High = 2, double Gap = 0)
{
    public Tensor Draw(Key key, int place)
    {
        var order = key.Fold(place).Permutation(Shape.Size).ToArray<long>();
        var values = Array.ConvertAll(order, i => Low + (High - Low) * (i + 0.3 + 0.37 * place % 0.7) / Shape.Size);
        if (Gap > 0) values = Array.ConvertAll(values, v => v + Math.Sign(v) * Gap);
        return Tensor.From<double>(values, Shape);
    }
}

/// <summary>A point with the value and the derivative there; a null derivative is not checked.</summary>
internal readonly record struct SpecialPoint(double X, double Value, double? Derivative);

/// <summary>One row of the table: an operation, what to feed it, and a plain reference. What a row buys stands in <see cref="OperationTests"/>.</summary>
/// <param name="Name">The function of Ops, NeuralNetwork or Signal; anything behind a space tells rows of one function apart.</param>
/// <param name="Inputs">The arguments that are differentiated.</param>
/// <param name="Apply">The call.</param>
/// <param name="Reference">The same in loops over System.Math.</param>
internal sealed record OperationSample(string Name, SampleInput[] Inputs, Func<Tensor[], Tensor> Apply, Func<Plain[], Plain> Reference)
{
    public string Function => Name.Split(' ')[0];

    /// <summary>The order to which derivatives are checked: 2, and 3 for smooth functions of elements.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Relative to max(1, value): a few roundings, unless the row says why more.</summary>
    public double Tolerance { get; init; } = 1e-13;

    /// <summary>Why the tolerance is what it is.</summary>
    public string ToleranceReason { get; init; } = "a few roundings of well-conditioned steps";

    /// <summary>False for what has no derivative by design: comparisons, truth values, numbers of elements.</summary>
    public bool IsDifferentiable { get; init; } = true;

    /// <summary>True if the shape of the arguments is free: empty and 0-d arguments are tried.</summary>
    public bool IsElementwise { get; init; }

    /// <summary>False if the numbers of the argument decide about the shape of the result.</summary>
    public bool IsTraceable { get; init; } = true;

    public SpecialPoint[] Special { get; init; } = [];

    public Tensor[] Draw(long seed = 0)
    {
        var key = Key.FromSeed(seed).Named(Name);
        return [.. Inputs.Select((input, i) => input.Draw(key, i))];
    }

    public override string ToString() => Name;
}
