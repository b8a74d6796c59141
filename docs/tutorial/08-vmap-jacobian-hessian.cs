#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj

// Batches, Jacobians and Hessians: every transform takes a function and gives a function, so they nest in any order.
using GradPipelines;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

// Vmap: write a function of one example, apply it to a whole batch.
Tensor Norm(Tensor v) => Sqrt(Sum(Square(v)));
Tensor rows = new[,] { { 3.0, 4.0 }, { 5.0, 12.0 }, { 8.0, 15.0 } };
Console.WriteLine($"norm of each row: {Vmap(Norm)(rows)}");
Console.WriteLine($"gradient of each norm (unit vectors):\n{Vmap(Grad(Norm))(rows)}");

// Jacobian: polar to Cartesian coordinates. Its determinant is the radius.
Tensor Cartesian(Tensor p) => Stack([p[0] * Cos(p[1]), p[0] * Sin(p[1])]);
Tensor polar = new[] { 2.0, 0.5 };
var j = Jacobian(Cartesian)(polar);
Console.WriteLine($"Jacobian of polar coordinates at r = 2, angle 0.5:\n{j}");
Console.WriteLine($"   its determinant: {j[0, 0] * j[1, 1] - j[0, 1] * j[1, 0]}");

// One row or one column of it needs no matrix: a vector times the Jacobian is one reverse pass, the Jacobian times a vector one forward pass.
Console.WriteLine($"   first row, by reverse mode:     {VectorJacobianProduct(Cartesian)(polar, new[] { 1.0, 0.0 })}");
Console.WriteLine($"   first column, by forward mode:  {Jvp(Cartesian, polar, new[] { 1.0, 0.0 }).Tangent}");

// Hessian: of Rosenbrock's valley at its bottom, and of it times a vector without the matrix.
Tensor Rosenbrock(Tensor x) => Square(1 - x[0]) + 100 * Square(x[1] - Square(x[0]));
Tensor bottom = new[] { 1.0, 1.0 };
Console.WriteLine($"Hessian of Rosenbrock's valley at (1, 1):\n{Hessian(Rosenbrock)(bottom)}");
Console.WriteLine($"   times (1, -1), without forming it: {HessianVectorProduct(Rosenbrock)(bottom, new[] { 1.0, -1.0 })}");

// Newton's method with it: the minimum in a few steps, where gradient descent takes thousands.
Tensor at = new[] { -1.2, 1.0 };
for (var step = 1; step <= 6; step++)
{
    var (h, g) = (Hessian(Rosenbrock)(at), Grad(Rosenbrock)(at));
    var det = h[0, 0] * h[1, 1] - h[0, 1] * h[1, 0];
    at -= Stack([h[1, 1] * g[0] - h[0, 1] * g[1], h[0, 0] * g[1] - h[1, 0] * g[0]]) / det;
    Console.WriteLine($"   Newton step {step}: value {Rosenbrock(at).Item():0.0e0}");
}

// A function seen as a graph: the equations of a gradient, with shapes and dtypes.
Console.WriteLine("graph of the gradient of tanh:");
Console.WriteLine(Trace(Grad(Tanh), Shape.Scalar));
