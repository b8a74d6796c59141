#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj
#:project Plotting/Tutorial.Plotting.csproj

// A polynomial of degree 4 through noisy points, x⁴ - 10x² + 10x + noise.
using GradPipelines;
using Tutorial;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

const int degree = 4;
var (noise, init) = Key.FromSeed(0).Split();
var x = Linspace(-3, 3, 100);
Tensor Truth(Tensor x) => Pow(x, 4) - 10 * Square(x) + 10 * x;
var y = Truth(x) + 4 * Normal(noise, 100);

// One column for each power of x, so that the model is one matrix product.
Tensor Powers(Tensor x) => Stack([.. Enumerable.Range(0, degree + 1).Select(i => Pow(x, i))], axis: 1);
var powers = Powers(x);
Tensor Cost(Tensor w) => Mean(0.5 * Square(MatMul(powers, w) - y));

// Plain gradient descent needs many steps: the curvature along x⁴ is some thousand times that along the constant.
var gradient = Grad(Cost);
var w = Normal(init, degree + 1);
for (var step = 0; step <= 10000; step++)
{
    if (step is 0 or 10 or 100 or 1000 or 10000)
        Console.WriteLine($"step {step,5}: cost {Cost(w).Item(),9:F4}  w = {Text(w)}");
    w -= 0.001 * gradient(w);
}

// The Hessian of a mean square does not depend on w, and one Newton step with it lands at the bottom: the normal equations.
// Its condition number is why the descent above was slow.
var hessian = Hessian(Cost)(w);
Console.WriteLine($"diagonal of the Hessian: {Text(new double[] { hessian[0, 0].Item(), hessian[1, 1].Item(), hessian[2, 2].Item(), hessian[3, 3].Item(), hessian[4, 4].Item() })}");
Console.WriteLine($"true coefficients: {Text(new[] { 0.0, 10.0, -10.0, 0.0, 1.0 })}");

new Figure("A polynomial of degree 4", "x", "y")
    .Points(x, y, "data")
    .Curve(x, MatMul(powers, w), "fit")
    .Curve(x, Truth(x), "without noise: x⁴ - 10x² + 10x", dashed: true)
    .Save(Figure.Folder(args), "06-polynomial-regression", ScottPlot.Alignment.LowerRight);

static string Text(Tensor w) => string.Join("  ", w.ToArray<double>().Select(v => $"{v,8:F3}"));
