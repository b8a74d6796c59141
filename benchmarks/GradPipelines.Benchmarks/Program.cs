Console.WriteLine("GradPipelines.Benchmarks: name a workload.");
