#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj
#:project Plotting/Tutorial.Plotting.csproj

// tanh written with exp, its derivatives of order 1 to 4 by Grad of Grad of ..., and a picture of all of them.
using GradPipelines;
using Tutorial;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

// An ordinary C# function. The parameter is a Tensor: one number, or any array of numbers.
Tensor MyTanh(Tensor x)
{
    var y = Exp(-2 * x);
    return (1 - y) / (1 + y);
}

// Grad takes a function and gives a function.
var slope = Grad(MyTanh);
Console.WriteLine($"tanh(1)  = {MyTanh(1.0)}");
Console.WriteLine($"tanh'(1) = {slope(1.0)}");

// A finite difference has half the digits; it is a check, not a method.
var h = 1e-5;
Console.WriteLine($"         ~ {(MyTanh(1.0 + h) - MyTanh(1.0 - h)) / (2 * h)}  by a finite difference");
Console.WriteLine($"         = {1 - Square(Tanh(1.0))}  by the formula 1 - tanh²");

// The derivative is a function like any other, so it has a derivative, and so on.
var second = Grad(Grad(MyTanh));
var third = Grad(Grad(Grad(MyTanh)));
var fourth = Grad(Grad(Grad(Grad(MyTanh))));
Console.WriteLine($"tanh''(1) = {second(1.0)}, tanh'''(1) = {third(1.0)}, tanh''''(1) = {fourth(1.0)}");

// At 200 points at once. Grad wants one number as result; Vmap applies a function of one number to many.
var x = Linspace(-5, 5, 201);
new Figure("tanh and its derivatives", "x", "value")
    .Curve(x, MyTanh(x), "tanh")
    .Curve(x, Vmap(slope)(x), "1st derivative")
    .Curve(x, Vmap(second)(x), "2nd derivative")
    .Curve(x, Vmap(third)(x), "3rd derivative")
    .Curve(x, Vmap(fourth)(x), "4th derivative")
    .Save(Figure.Folder(args), "01-tanh");
