using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Validation;

/// <summary>The fractions of a split sum to one.</summary>
internal sealed class SplitRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        if (context.Specification.Data?.Split is not { } split || context.Node("data", "split") is not ConfigMapping written)
        {
            return;
        }

        foreach (var (key, value) in new[] { ("train", (double?)split.Train), ("val", split.Val), ("test", split.Test) })
        {
            if (written.Find(key) is { } entry && value <= 0 && entry.Value is ConfigScalar { IsBroken: false })
            {
                context.Error(Codes.SplitFractions, entry.Value.Mark, $"the fraction '{key}' must be above 0; leave the key out for a split without it");
            }
        }

        var sum = split.Train + (split.Val ?? 0) + (split.Test ?? 0);
        if (written.Find("train") is not null && Math.Abs(sum - 1) > 1e-9)
        {
            context.Error(Codes.SplitFractions, context.KeyMark("data", "split"), $"the fractions of a split sum to 1, not to {NumberText.Format(Math.Round(sum, 9))}");
        }
    }
}
