namespace GradPipelines.Plugins.Standard.Tests.Optimizers;

/// <summary>An optimiser at work on a function of one vector.</summary>
internal static class Trajectory
{
    /// <summary>The points, the start first: (steps + 1, n).</summary>
    public static Tensor Run(IOptimizer optimizer, Func<Tensor, Tensor> f, Tensor start, int steps, double rate)
    {
        var gradient = Transforms.Grad(f);
        var x = Standard.Named(("x", start));
        var state = optimizer.Init(x);
        List<Tensor> points = [start];
        for (var i = 1; i <= steps; i++)
        {
            (x, state) = Step(optimizer, Standard.Named(("x", gradient(x["x"]))), state, x, rate, i);
            points.Add(x["x"]);
        }

        return Ops.Stack(points);
    }

    public static (NamedTensors Parameters, NamedTensors State) Step(IOptimizer optimizer, NamedTensors gradients, NamedTensors state, NamedTensors parameters, double rate, int number)
    {
        var (updates, next) = optimizer.Update(gradients, state, parameters, new OptimizerStep(Tensor.Scalar(rate), Tensor.Scalar(number)));
        return (parameters.Map((name, p) => p + updates[name]), next);
    }

    /// <summary>Σ (1 - x_i)² + 100·(x_(i+1) - x_i²)².</summary>
    public static Tensor Rosenbrock(Tensor x)
    {
        var (head, tail) = (Ops.SliceAxis(x, 0, 0, x.Length - 1), Ops.SliceAxis(x, 0, 1, x.Length - 1));
        return Ops.Sum(Ops.Square(1.0 - head) + 100.0 * Ops.Square(tail - Ops.Square(head)));
    }
}
