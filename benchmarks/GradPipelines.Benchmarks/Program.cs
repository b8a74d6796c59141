using GradPipelines.Benchmarks.Eager;
using GradPipelines.Benchmarks.MatrixProduct;
using GradPipelines.Benchmarks.VectorMath;

switch (args)
{
    case ["eager"]:
        EagerBenchmark.Run();
        return 0;
    case ["matmul", .. var rest]:
        MatrixProductBenchmark.Run(rest);
        return 0;
    case ["vector-math", .. var rest]:
        VectorMathBenchmark.Run(rest);
        return 0;
    default:
        Console.Error.WriteLine("usage: GradPipelines.Benchmarks eager | matmul [f32|f64] [1|2] | vector-math [...]");
        return 2;
}
