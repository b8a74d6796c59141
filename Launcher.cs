return await GradPipelines.Cli.GradPipelinesCli.RunAsync(args);
