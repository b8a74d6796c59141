using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Validation;

/// <summary>Exactly one of epochs and steps.</summary>
internal sealed class TrainingLengthRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        if (context.Node("train") is not ConfigMapping train)
        {
            return;
        }

        switch (train.Find("epochs"), train.Find("steps"))
        {
            case (null, null):
                context.Error(Codes.EpochsOrSteps, context.KeyMark("train"), "'train' needs exactly one of 'epochs' and 'steps'");
                break;
            case ({ } epochs, { } steps):
                var later = Place(epochs).CompareTo(Place(steps)) > 0 ? epochs : steps;
                context.Error(Codes.EpochsOrSteps, later.Key.Mark, "exactly one of 'epochs' and 'steps' can be written; this is the second");
                break;
        }
    }

    private static (int, int) Place(ConfigEntry entry) => (entry.Key.Mark?.Line ?? 0, entry.Key.Mark?.Column ?? 0);
}
