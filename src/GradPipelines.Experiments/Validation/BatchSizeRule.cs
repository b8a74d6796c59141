using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Validation;

/// <summary>A batch has at least one example.</summary>
internal sealed class BatchSizeRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        if (context.Specification.Train?.BatchSize.Examples is < 1)
        {
            context.Error(Codes.BatchSize, context.Node("train", "batch_size")?.Mark, "'batch_size' is a whole number of at least 1, or the word full");
        }
    }
}
