if (args is ["vector-math", .. var rest])
{
    GradPipelines.Benchmarks.VectorMath.VectorMathBenchmark.Run(rest);
    return;
}

Console.WriteLine("GradPipelines.Benchmarks: name a workload.");
