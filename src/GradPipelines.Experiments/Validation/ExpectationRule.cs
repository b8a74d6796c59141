using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Validation;

/// <summary>An assertion can hold, and can fail.</summary>
internal sealed class ExpectationRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        foreach (var (quantity, expected) in context.Specification.Expect ?? new Dictionary<string, ExpectationSpecification>())
        {
            if (context.Node("expect", quantity) is not ConfigMapping written || written.Entries.Any(e => e.Value is ConfigScalar { IsBroken: true }))
            {
                continue;
            }

            foreach (var message in Broken(expected, written))
            {
                context.Error(Codes.ExpectBounds, context.KeyMark("expect", quantity), $"'{quantity}' {message}");
            }
        }
    }

    private static IEnumerable<string> Broken(ExpectationSpecification expected, ConfigMapping written)
    {
        if (written.Entries.Count == 0)
        {
            yield return "asserts nothing; give min, max, or near with within";
        }

        if (expected is { Min: { } min, Max: { } max } && !(min <= max))
        {
            yield return $"can never hold: min {NumberText.Format(min)} is above max {NumberText.Format(max)}";
        }

        if (written.Find("near") is null != written.Find("within") is null)
        {
            yield return "needs both near and within, or neither";
        }

        if (expected.Within is { } within && !(within > 0))
        {
            yield return "needs a 'within' above 0";
        }

        if (expected is { Near: { } near, Within: { } w } && (near + w < expected.Min || near - w > expected.Max))
        {
            yield return "can never hold: near and its limits do not overlap";
        }

        if (new[] { expected.Min, expected.Max, expected.Near }.Any(v => v is { } x && double.IsNaN(x)))
        {
            yield return "is compared with .nan, which nothing equals";
        }
    }
}
