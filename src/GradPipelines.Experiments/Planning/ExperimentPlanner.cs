using GradPipelines.Experiments.Models;
using GradPipelines.Experiments.Specification;
using GradPipelines.Experiments.Training;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Planning;

/// <summary>Turns a specification into a plan: builds the components and infers shapes from the columns to the loss.</summary>
internal sealed class ExperimentPlanner(IComponentFactory components)
{
    /// <summary>The plan.</summary>
    /// <param name="specification">A bound and validated specification.</param>
    /// <param name="baseDirectory">The folder that relative data paths start from.</param>
    /// <exception cref="ExperimentException">Something does not fit; the diagnostics have its place in the file.</exception>
    public ExperimentPlan Plan(ExperimentSpecification specification, string baseDirectory)
    {
        var key = Key.FromSeed(specification.Seed);
        var context = new DataContext(baseDirectory, key.Named("data"));
        var source = Build<IDataSource>(specification.Data.Source);
        var raw = At(specification.Data.Source, () => source.Plan(context));
        if (raw.Width(ColumnRole.Target) == 0 && !raw.Of(ColumnRole.Target).Any()) throw Problem(specification.Data.Source, Codes.PlanMismatch, "the data has no target column");

        var preprocessors = new List<IPreprocessor>();
        var prepared = raw;
        foreach (var reference in specification.Data.Preprocess)
        {
            var step = Build<IPreprocessor>(reference);
            prepared = At(reference, () => step.Plan(prepared));
            preprocessors.Add(step);
        }

        if (prepared.Columns.FirstOrDefault(c => c.Role != ColumnRole.Other && c.IsText) is { } text)
            throw Problem(specification.Model, Codes.PlanMismatch, $"column '{text.Name}' is text, and a model takes numbers: add a one-hot or ordinal step to data.preprocess");

        var (features, targets) = (prepared.Width(ColumnRole.Feature), prepared.Width(ColumnRole.Target));
        var model = Build<ILayer>(specification.Model);
        var layers = At(specification.Model, () => model.Plan(new LayerPlanContext([features], targets)));
        var loss = Build<ILoss>(specification.Loss);
        if (loss.Check(layers.Output, [targets]) is { } mismatch) throw Problem(specification.Loss, Codes.PlanMismatch, $"{specification.Loss.Name}: {mismatch}");

        var rule = specification.Optimizer.Rule;
        var groups = specification.Optimizer.ParameterGroups
            .Select(g => (g.Match, Build<IOptimizer>(g.Rule), Rate(g.Rule)))
            .Append(("*", Build<IOptimizer>(rule), Rate(rule))).ToArray();
        var names = layers.Parameters.Select(p => p.Name).ToArray();
        foreach (var group in specification.Optimizer.ParameterGroups)
            if (!names.Any(n => OptimizerGroups.Matches(group.Match, n)))
                throw Problem(group.Rule, Codes.PlanMismatch, $"the group '{group.Match}' matches no parameter; there are {string.Join(", ", names)}");

        return new ExperimentPlan
        {
            Specification = specification,
            Key = key,
            DType = specification.Dtype == FloatType.Float32 ? DType.Float32 : DType.Float64,
            Source = source,
            DataContext = context,
            Raw = raw,
            Preprocessors = preprocessors,
            Prepared = prepared,
            Network = new Network(model, layers),
            Loss = loss,
            Metrics = [.. specification.Metrics.Select(m => (m.Name, Build<IMetric>(m)))],
            Optimizers = new OptimizerGroups(groups, names),
            Schedule = specification.Optimizer.Schedule is { } schedule ? Build<ISchedule>(schedule) : null,
            Callbacks = [.. specification.Callbacks.Select(Build<Callback>)],
        };
    }

    private static double Rate(ComponentReference optimizer) => ((ScheduledOptions)optimizer.Options).InitialRate;

    private T Build<T>(ComponentReference reference)
        where T : class => At(reference, () => components.Create<T>(reference));

    /// <summary>Runs a step of planning; what does not fit is reported at the component's place in the file.</summary>
    private static T At<T>(ComponentReference reference, Func<T> plan)
    {
        try
        {
            return plan();
        }
        catch (Exception e) when (e is ShapeException or ArgumentException)
        {
            throw Problem(reference, Codes.PlanMismatch, $"{reference.Name}: {e.Message}");
        }
        catch (DataException e)
        {
            throw Problem(reference, Codes.DataProblem, e.Message);
        }
    }

    private static ExperimentException Problem(ComponentReference at, DiagnosticCode code, string message)
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.Error(code, at.Mark as SourceMark?, message);
        return new ExperimentException(diagnostics);
    }
}
