#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj
#:project Plotting/Tutorial.Plotting.csproj

// A line through noisy points, y = 4x + 10 + noise: gradient descent written out.
using GradPipelines;
using Tutorial;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

// Data. Random numbers come from a key: the same key always gives the same numbers, and there is no hidden generator.
var (noise, init) = Key.FromSeed(0).Split();
var x = Linspace(0, 10, 100);
var y = 4 * x + 10 + 2 * Normal(noise, 100);

// The model and its cost: half the mean square of the distance.
Tensor Predict(Line p, Tensor x) => p.Slope * x + p.Offset;
Tensor Cost(Line p) => Mean(0.5 * Square(Predict(p, x) - y));

// Gradient descent. ValueAndGrad gives the gradient in the form of the parameters, a Line.
var costAndGradient = ValueAndGrad<Line>(Cost);
var start = Normal(init, 2);
var p = new Line(start[0], start[1]);
for (var step = 0; step <= 2000; step++)
{
    var (cost, g) = costAndGradient(p);
    if (step is 0 or 1 or 10 or 100 or 1000 or 2000)
        Console.WriteLine($"step {step,4}: cost {cost.Item(),8:F4}  y = {p.Slope.Item():F4} x + {p.Offset.Item():F4}");
    p = new Line(p.Slope - 0.01 * g.Slope, p.Offset - 0.01 * g.Offset);
}

// The least squares solution in closed form, for comparison.
var (xMean, yMean) = (Mean(x), Mean(y));
var slope = Sum((x - xMean) * (y - yMean)) / Sum(Square(x - xMean));
var best = new Line(slope, yMean - slope * xMean);
Console.WriteLine($"best possible: {Cost(best).Item(),8:F4}  y = {best.Slope.Item():F4} x + {best.Offset.Item():F4}");

new Figure("A line through noisy points", "x", "y")
    .Points(x, y, "data")
    .Curve(x, Predict(p, x), "fit")
    .Curve(x, 4 * x + 10, "without noise: 4x + 10", dashed: true)
    .Save(Figure.Folder(args), "05-linear-regression");

record Line(Tensor Slope, Tensor Offset);
