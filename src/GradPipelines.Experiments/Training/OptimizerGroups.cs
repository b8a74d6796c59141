using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>Optimisers, each for the parameters whose names match its pattern; a parameter belongs to the first that matches.</summary>
internal sealed class OptimizerGroups
{
    private readonly (IOptimizer Rule, double Rate, HashSet<string> Names)[] _groups;

    /// <param name="groups">Pattern, rule and initial rate; the last pattern is <c>*</c>.</param>
    /// <param name="parameters">The names of all parameters.</param>
    public OptimizerGroups(IReadOnlyList<(string Pattern, IOptimizer Rule, double Rate)> groups, IEnumerable<string> parameters)
    {
        var left = parameters.ToList();
        _groups = [.. groups.Select(g =>
        {
            var names = left.Where(name => Matches(g.Pattern, name)).ToHashSet(StringComparer.Ordinal);
            left.RemoveAll(names.Contains);
            return (g.Rule, g.Rate, names);
        })];
    }

    /// <summary>The rate of the last group, which is the optimiser's own.</summary>
    public double BaseRate => _groups[^1].Rate;

    public IReadOnlyList<NamedTensors> Init(NamedTensors parameters) => [.. _groups.Select(g => g.Rule.Init(Part(parameters, g.Names)))];

    /// <summary>New parameters and states.</summary>
    /// <param name="gradients">By the names of the parameters.</param>
    /// <param name="state">One set for each group.</param>
    /// <param name="parameters">The present parameters.</param>
    /// <param name="rate">The scheduled rate over the base rate; each group's own rate is scaled by it.</param>
    /// <param name="number">The number of the step, from 1.</param>
    public (NamedTensors Parameters, IReadOnlyList<NamedTensors> State) Update(
        NamedTensors gradients, IReadOnlyList<NamedTensors> state, NamedTensors parameters, Tensor rate, Tensor number)
    {
        var updates = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var next = new NamedTensors[_groups.Length];
        for (var i = 0; i < _groups.Length; i++)
        {
            var (rule, own, names) = _groups[i];
            var step = new OptimizerStep(BaseRate == own || BaseRate == 0 ? rate : rate * (own / BaseRate), number);
            var (change, s) = rule.Update(Part(gradients, names), state[i], Part(parameters, names), step);
            next[i] = s;
            foreach (var (name, u) in change) updates[name] = u;
        }

        return (parameters.Map((name, p) => p + updates[name]), next);
    }

    /// <summary>True where <paramref name="pattern"/>, in which * stands for any run of characters, covers the whole name.</summary>
    public static bool Matches(string pattern, string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private NamedTensors Part(NamedTensors all, HashSet<string> names) => _groups.Length == 1 ? all : new NamedTensors(all.Where(i => names.Contains(i.Key)));
}
