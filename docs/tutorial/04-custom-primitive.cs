#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj

// A primitive of one's own: log Σ exp, with a gradient that is stable because we say so.
using GradPipelines;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

// The forward function sees plain numbers. The rule gets the cotangent ct, the output y and the input x. It is written in tensor
// operations, so it can be differentiated again: second derivatives, forward mode and Vmap follow.
var logSumExp = Primitive.Define(
    "logsumexp",
    forward: x =>
    {
        var largest = x.Max();
        return largest + Log(Sum(Exp(x - largest)));
    },
    vjp: (ct, y, x) => ct * Exp(x - y));

Tensor F(Tensor y) => logSumExp(Square(y));
Tensor point = new[] { 1.5, 6.7, 1e-10 };
Console.WriteLine($"value    {F(point)}");
Console.WriteLine($"gradient {Grad(F)(point)}");
Console.WriteLine($"Hessian\n{Hessian(F)(point)}");

// Checked against finite differences, in both modes, to second order. A wrong rule throws, with place and numbers.
CheckGrads(F, Normal(Key.FromSeed(0), 10), Modes.Both, order: 2);
Console.WriteLine("CheckGrads: first and second order agree with finite differences, in both modes");

var wrong = Primitive.Define("logsumexp-wrong", x => Log(Sum(Exp(x))), vjp: (ct, y, x) => ct * Exp(x));
try
{
    CheckGrads(wrong, new[] { 0.5, -1.0 });
}
catch (GradientCheckException e)
{
    Console.WriteLine($"a wrong rule:\n{e.Message}");
}

// A rule may also work on raw arrays, for instance to call a library. It then has first derivatives only, and says so by name
// where more is asked of it, instead of answering with a wrong zero.
var raw = Primitive.DefineFirstOrderOnly(
    "logsumexp-raw",
    forward: x => x.Exp().Sum().Log(),
    vjp: (ct, y, x) => ct * (x - y).Exp());
Console.WriteLine($"raw rule, first order: {Grad(raw)(new[] { 0.5, -1.0 })}");
foreach (var (what, ask) in new (string, Func<object>)[]
{
    ("second order", () => Grad(x => Sum(Grad(raw)(x)))(new[] { 0.5, -1.0 })),
    ("forward mode", () => Jvp(raw, new[] { 0.5, -1.0 }, new[] { 1.0, 0.0 })),
})
{
    try
    {
        ask();
    }
    catch (FirstOrderOnlyException e)
    {
        Console.WriteLine($"raw rule, {what}: {e.Message}");
    }
}
