#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj

// Control flow is C#'s own: loops that end when the numbers say so, conditions, and a small classifier.
using GradPipelines;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

// The sine by its Taylor series, until a term is small enough. Inside Grad the loop runs on numbers, so it just works.
Tensor Sine(Tensor x)
{
    Tensor term = x, sum = x;
    for (var i = 0; Abs(term) > 0.001; i++)
    {
        term *= -Square(x) / ((2 * i + 3) * (2 * i + 2));
        sum += term;
    }

    return sum;
}

foreach (var at in (double[])[Math.PI, -2.5, 0.3])
    Console.WriteLine($"x = {at,7:F4}: sine {Sine(at).Item(),8:F5}, derivatives {Grad(Sine)(at).Item(),8:F5} {Grad(Grad(Sine))(at).Item(),8:F5} {Grad(Grad(Grad(Sine)))(at).Item(),8:F5}");

// Inside Vmap one value stands for many, so there is no single answer to a question about it. It is refused, with the remedy.
try
{
    Vmap(Sine)(new[] { 0.3, 2.5 });
}
catch (InvalidOperationException e)
{
    Console.WriteLine($"refused: {e.Message}");
}

// Where chooses element by element, and works everywhere.
Tensor Relu(Tensor x) => Where(x > 0, x, 0.0);
Console.WriteLine($"slopes of relu at -1, 2: {Vmap(Grad(Relu))(new[] { -1.0, 2.0 })}");

// Logistic regression on four examples.
Tensor inputs = new[,] { { 0.52, 1.12, 0.77 }, { 0.88, -1.08, 0.15 }, { 0.52, 0.06, -1.30 }, { 0.74, -2.49, 1.39 } };
Tensor targets = new[] { true, true, false, true };
Tensor Loss(Tensor w)
{
    var p = Sigmoid(MatMul(inputs, w));
    return -Sum(Log(Where(targets, p, 1 - p)));
}

Console.WriteLine($"gradient at zero: {Grad(Loss)(Zeros([3]))}");
var weights = Zeros([3]);
for (var step = 0; step <= 100; step++)
{
    if (step is 0 or 1 or 10 or 100) Console.WriteLine($"step {step,3}: loss {Loss(weights).Item():F6}");
    weights -= 0.01 * Grad(Loss)(weights);
}

CheckGrads(Loss, weights);
Console.WriteLine($"predicted: {Sigmoid(MatMul(inputs, weights)) > 0.5}");
