#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj

// The C# of README.md, as one program.
using GradPipelines;
using static GradPipelines.Ops;         // Exp, Tanh, Sum, MatMul, Where, ...
using static GradPipelines.Transforms;  // Grad, Jacobian, Hessian, Vmap, ...

// A derivative is a function of a function, so it nests.
Tensor MyTanh(Tensor x) { var y = Exp(-2 * x); return (1 - y) / (1 + y); }
Console.WriteLine(Grad(MyTanh)(1.0));                               // 0.419974341614026
Console.WriteLine(Grad(Grad(Grad(MyTanh)))(1.0));                   // 0.621626680771296
Console.WriteLine(Vmap(Grad(MyTanh))(new[] { 0.0, 1.0, 2.0 }));     // one slope for each

// Parameters live in records, tuples, lists, dictionaries; gradients come back in the same form.
var x = Linspace(0, 10, 100);
var y = 4 * x + 10 + 2 * Normal(Key.FromSeed(0), 100);
Tensor Cost(Line p) => Mean(Square(p.Slope * x + p.Offset - y));

var line = new Line(0.0, 0.0);
var gradient = Grad<Line>(Cost);
for (var step = 0; step < 1000; step++)
    line = Tree.Map((p, g) => p - 0.01 * g, line, gradient(line));
Console.WriteLine(line);

// Loops and conditions are C#'s own; rules of your own are checked against finite differences.
var cube = Primitive.Define("cube", forward: x => x * x * x, vjp: (ct, y, x) => 3 * ct * Square(x));
CheckGrads(cube, new[] { 1.5, -2.0 }, order: 2);

// A function is also a graph.
Console.WriteLine(Trace(Grad(Tanh), Shape.Scalar));

record Line(Tensor Slope, Tensor Offset);
