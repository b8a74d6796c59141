#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj
#:project Plotting/Tutorial.Plotting.csproj

// The logistic sigmoid in two forms, its derivative by hand and by Grad, and where the two forms part.
using GradPipelines;
using Tutorial;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

Tensor ByExp(Tensor x) => 1 / (1 + Exp(-x));
Tensor ByTanh(Tensor x) => 0.5 * (Tanh(0.5 * x) + 1);
Tensor ByHand(Tensor x) => ByExp(x) * (1 - ByExp(x)); // the derivative one finds with pencil and paper

foreach (var at in (double[])[0.0, 2.0, -4.0])
{
    Console.WriteLine($"x = {at,4}: sigmoid {ByExp(at)}");
    Console.WriteLine($"   derivative by hand          {ByHand(at)}");
    Console.WriteLine($"   by Grad of the exp form     {Grad(ByExp)(at)}");
    Console.WriteLine($"   by Grad of the tanh form    {Grad(ByTanh)(at)}");
}

// Grad differentiates the program as it is written. At -800 Exp overflows to infinity inside the first form; the value is right (0),
// and its derivative is 0 times infinity. The built-in Sigmoid is a primitive whose rule is written in terms of its output.
Tensor far = -800.0;
Console.WriteLine($"far out, at x = {far}: exp form {Grad(ByExp)(far)}, tanh form {Grad(ByTanh)(far)}, built-in {Grad(Sigmoid)(far)}");

var x = Linspace(-6, 6, 241);
new Figure("The logistic sigmoid", "x", "value")
    .Curve(x, Sigmoid(x), "sigmoid")
    .Curve(x, ElementwiseGrad(Sigmoid)(x), "derivative by ElementwiseGrad")
    .Curve(x, ByHand(x), "derivative by hand", dashed: true)
    .Save(Figure.Folder(args), "02-sigmoid");
