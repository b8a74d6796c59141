namespace GradPipelines.Testing;

/// <summary>Checks a primitive of one input: values, shapes, and derivatives against finite differences.</summary>
/// <remarks>
/// For every shape, at random points of the domain in float64: the derivatives in both modes up to the order, alone and behind a
/// broadcast; a transposed view; a batch against a loop; float32 against float64; and arrays without elements.
/// </remarks>
public static class GradCheck
{
    private static readonly Shape[] DefaultShapes = [Shape.Scalar, Shape.Create(3), Shape.Create(2, 3)];

    /// <summary>Checks a primitive class.</summary>
    /// <param name="order">The highest order of derivative, capped by the primitive's own limit.</param>
    /// <param name="shapes">Shapes of the input; default a number, a vector and a matrix.</param>
    /// <param name="domain">The interval of the input; keep it away from kinks and poles. Default -2 to 2.</param>
    /// <param name="tolerance">Allowed difference, relative to the larger of 1 and the derivative.</param>
    /// <param name="seed">The seed of the points.</param>
    /// <exception cref="GradientCheckException">A derivative differs from finite differences.</exception>
    /// <exception cref="ConformanceException">A shape, a dtype or a value is wrong.</exception>
    public static void Op<TPrimitive>(
        int order = 2, IReadOnlyList<Shape>? shapes = null, (double Low, double High)? domain = null, double tolerance = 1e-6, long seed = 0)
        where TPrimitive : UnaryPrimitive, new()
    {
        var primitive = new TPrimitive();
        var firstOrderOnly = primitive.MaximumOrder == 1;
        Check(
            primitive.Name,
            primitive.Bind,
            firstOrderOnly ? Modes.Reverse : Modes.Both,
            Math.Min(order, primitive.MaximumOrder ?? order),
            shapes ?? DefaultShapes,
            domain ?? (-2, 2),
            tolerance,
            Key.FromSeed(seed));
    }

    /// <summary>Checks an element-wise function, such as the result of <see cref="Primitive.Define(string, Func{Tensor, Tensor}, Func{Tensor, Tensor, Tensor, Tensor})"/>.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="function">The function.</param>
    /// <param name="order">The highest order of derivative.</param>
    /// <param name="shapes">Shapes of the input; default a number, a vector and a matrix.</param>
    /// <param name="domain">The interval of the input; keep it away from kinks and poles. Default -2 to 2.</param>
    /// <param name="tolerance">Allowed difference, relative to the larger of 1 and the derivative.</param>
    /// <param name="seed">The seed of the points.</param>
    /// <exception cref="GradientCheckException">A derivative differs from finite differences.</exception>
    /// <exception cref="ConformanceException">A shape, a dtype or a value is wrong.</exception>
    public static void Op(
        string name,
        Func<Tensor, Tensor> function,
        int order = 2,
        IReadOnlyList<Shape>? shapes = null,
        (double Low, double High)? domain = null,
        double tolerance = 1e-6,
        long seed = 0) =>
        Check(name, function, Modes.Both, order, shapes ?? DefaultShapes, domain ?? (-2, 2), tolerance, Key.FromSeed(seed));

    private static void Check(
        string name,
        Func<Tensor, Tensor> f,
        Modes modes,
        int order,
        IReadOnlyList<Shape> shapes,
        (double Low, double High) domain,
        double tolerance,
        Key key)
    {
        var findings = new List<string>();
        foreach (var shape in shapes)
        {
            var x = Points(key.Named(shape.ToString()), shape, domain);
            Transforms.CheckGrads(f, x, modes, order, tolerance);
            var wide = shape.Insert(0, 2);
            Transforms.CheckGrads(p => f(Ops.BroadcastTo(p, wide)), x, modes, order, tolerance);
            Transforms.CheckGrads(p => f(Ops.Transpose(p)), x, modes, order, tolerance);
            CheckBatch(f, Points(key.Named("batch " + shape), wide, domain), findings);
            CheckFloat32(f, x, findings);
        }

        foreach (var empty in (Shape[])[Shape.Create(0), Shape.Create(2, 0)])
        {
            CheckEmpty(f, empty, findings);
        }

        if (findings.Count > 0)
        {
            throw new ConformanceException(name, findings);
        }
    }

    private static void CheckBatch(Func<Tensor, Tensor> f, Tensor x, List<string> findings)
    {
        var batched = Transforms.Vmap(f)(x);
        var looped = Ops.Stack([f(Slice(x, 0)), f(Slice(x, 1))]);
        if (!batched.Shape.Equals(looped.Shape))
        {
            findings.Add($"Vmap gives the shape {batched.Shape}, a loop gives {looped.Shape}");
        }
        else if (Difference(batched, looped) is var difference && !(difference <= 1e-12))
        {
            findings.Add($"Vmap differs from a loop by {difference:R} at {x}");
        }
    }

    private static void CheckFloat32(Func<Tensor, Tensor> f, Tensor x, List<string> findings)
    {
        var single = f(Ops.Cast(x, DType.Float32));
        if (single.DType != DType.Float32)
        {
            findings.Add($"a float32 input gives {single.DType.Name()}; keep the input's dtype");
        }
        else if (Difference(Ops.Cast(single, DType.Float64), f(x)) is var difference && !(difference <= 1e-4))
        {
            findings.Add($"float32 differs from float64 by {difference:R}, relative to the larger of 1 and the value, at {x}");
        }
    }

    private static void CheckEmpty(Func<Tensor, Tensor> f, Shape shape, List<string> findings)
    {
        var y = f(Ops.Zeros(shape));
        var gradient = Transforms.Grad(x => Ops.Sum(f(x)))(Ops.Zeros(shape));
        if (y.Size != 0 || !gradient.Shape.Equals(shape))
        {
            findings.Add($"an input of shape {shape} gives the shape {y.Shape}, and its gradient the shape {gradient.Shape}");
        }
    }

    private static Tensor Points(Key key, Shape shape, (double Low, double High) domain) =>
        domain.Low + ((domain.High - domain.Low) * (Tensor)key.Uniform(shape));

    private static Tensor Slice(Tensor x, int index) => Ops.Squeeze(Ops.SliceAxis(x, 0, index, 1), [0]);

    private static double Difference(Tensor a, Tensor b)
    {
        double[] x = a.ToArray<double>(), y = b.ToArray<double>();
        return x.Zip(y, (p, q) => p.Equals(q) ? 0 : Math.Abs(p - q) / Math.Max(1, Math.Abs(q))).DefaultIfEmpty().Max();
    }
}
