#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj
#:project Plotting/Tutorial.Plotting.csproj

// A network of 1-4-4-1 tanh units learns x³ - 20x + 10 + noise. The optimiser is written out in three lines.
using GradPipelines;
using Tutorial;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

var key = Key.FromSeed(0);
var x = Linspace(-5, 5, 1000);
Tensor Truth(Tensor x) => Pow(x, 3) - 20 * x + 10;
var y = Truth(x) + 4 * Normal(key.Named("noise"), 1000);

// Three layers, each a record; the network is an array of them.
Layer Make(string name, int inputs, int outputs) =>
    new(Normal(key.Named(name + " weight"), inputs, outputs), Normal(key.Named(name + " bias"), outputs));
Layer[] network = [Make("hidden 1", 1, 4), Make("hidden 2", 4, 4), Make("output", 4, 1)];

Tensor Predict(Layer[] p, Tensor x)
{
    var h = x[.., TensorIndex.NewAxis]; // (rows) to (rows, 1)
    foreach (var layer in p[..^1]) h = Tanh(MatMul(h, layer.Weight) + layer.Bias);
    return (MatMul(h, p[^1].Weight) + p[^1].Bias)[.., 0];
}

Tensor Loss(Layer[] p) => Mean(0.5 * Square(Predict(p, x) - y));

// Momentum as HIPS autograd defines it, damped: v ← m v - (1 - m) g, then p ← p + step v. The usual form has no (1 - m), and at the
// same step size it moves ten times as far.
const double stepSize = 0.01, mass = 0.9;
var lossAndGradient = ValueAndGrad<Layer[]>(Loss);
var velocity = Tree.Map(ZerosLike, network);
var untrained = Predict(network, x);
for (var step = 0; step <= 5000; step++)
{
    var (loss, gradient) = lossAndGradient(network);
    if (step is 0 or 10 or 100 || step % 1000 == 0) Console.WriteLine($"step {step,4}: loss {loss.Item(),9:F4}");
    velocity = Tree.Map((v, g) => mass * v - (1 - mass) * g, velocity, gradient);
    network = Tree.Map((p, v) => p + stepSize * v, network, velocity);
}

// What no model can get below: the loss of the true curve, which is the noise that was drawn.
Console.WriteLine($"noise floor: {Mean(0.5 * Square(Truth(x) - y)).Item(),8:F4}");

new Figure("A network of 1-4-4-1 tanh units, 5000 steps", "x", "y")
    .Points(x, y, "data")
    .Curve(x, Predict(network, x), "fit")
    .Curve(x, Truth(x), "without noise: x³ - 20x + 10", dashed: true)
    .Curve(x, untrained, "before training")
    .Save(Figure.Folder(args), "07-neural-network", ScottPlot.Alignment.LowerLeft);

record Layer(Tensor Weight, Tensor Bias);
