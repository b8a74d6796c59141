if (args is ["matmul", ..]) { GradPipelines.Benchmarks.MatrixProduct.MatrixProductBenchmark.Run(args[1..]); return; }
Console.WriteLine("GradPipelines.Benchmarks: name a workload.");
