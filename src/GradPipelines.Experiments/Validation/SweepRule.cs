using GradPipelines.Experiments.Reading;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Validation;

/// <summary>A sweep searches keys that exist, over values that it can take.</summary>
internal sealed class SweepRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        if (context.Specification.Sweep is not { } sweep)
        {
            return;
        }

        if (context.Node("sweep", "space") is not ConfigMapping { Entries.Count: > 0 } written)
        {
            context.Error(Codes.SweepRule, context.KeyMark("sweep"), "'sweep' has no 'space' to search");
            return;
        }

        if (sweep.Method != SweepMethod.Grid && sweep.Trials is null)
        {
            context.Error(Codes.SweepRule, context.KeyMark("sweep"), "'sweep' needs a number of 'trials'");
        }

        foreach (var (path, space) in sweep.Space)
        {
            if (written.Find(path) is not { } entry)
            {
                continue;
            }

            CheckPath(context, path, entry);
            foreach (var message in Broken(space, sweep.Method))
            {
                context.Error(Codes.SweepRule, entry.Key.Mark, $"'{path}' {message}");
            }
        }
    }

    private static void CheckPath(RuleContext context, string path, ConfigEntry entry)
    {
        // The override grammar, tried out: going back to the default touches every step of the path and no value.
        var trial = new DiagnosticBag();
        if (Override.Parse($"{path}=@default", "", trial) is { } change)
        {
            var shapes = new ShapeWalk(context.Catalog);
            new OverrideApplier(shapes, new TreeMerger(shapes, trial), trial).Apply(context.Tree, [change]);
        }

        foreach (var error in trial.Where(d => d.Code != Codes.BadOverride || !char.IsAsciiDigit(path[^1])))
        {
            context.Diagnostics.Add(Diagnostic.Error(Codes.SweepRule, entry.Key.Mark, error.Message) with { Suggestion = error.Suggestion, Notes = error.Notes });
        }
    }

    private static IEnumerable<string> Broken(SpaceSpecification space, SweepMethod method)
    {
        var forms = new object?[] { space.Choice, space.Int, space.Uniform, space.LogUniform }.Count(f => f is not null);
        if (forms != 1)
        {
            yield return "needs exactly one of choice, int, uniform and log_uniform";
            yield break;
        }

        if (space.Choice is { Items.Count: 0 })
        {
            yield return "has no values to choose from";
        }

        if (space.Log && space.Int is null)
        {
            yield return "can have 'log' only beside int; write log_uniform";
        }

        var limits = space.Int?.Select(i => (double)i).ToArray() ?? (space.Uniform ?? space.LogUniform)?.ToArray();
        if (limits is not null && (limits.Length != 2 || !(limits[0] < limits[1])))
        {
            yield return "needs two limits, the lower one first: [0.001, 1]";
        }
        else if (limits is not null && (space.LogUniform is not null || space.Log) && limits[0] <= 0)
        {
            yield return "is searched in its logarithm, so its limits are above 0";
        }

        if (method == SweepMethod.Grid && (space.Uniform ?? space.LogUniform) is not null)
        {
            yield return "is a continuous range, which a grid cannot visit; list its values with choice";
        }
    }
}
