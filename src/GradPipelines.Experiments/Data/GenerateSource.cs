using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Experiments.Formulas;
using GradPipelines.Experiments.Formulas.Syntax;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Data;

/// <summary>The options of <c>generate</c>.</summary>
public sealed record GenerateOptions : ComponentOptions
{
    /// <summary>The number of rows.</summary>
    [Range(1, 100_000_000), Description("How many rows.")]
    public int Rows { get; init; } = 100;

    /// <summary>The feature columns, each a formula; a later one may use those before it.</summary>
    [Formula(MakesColumns = true), Description("Feature columns, name to formula; generators: linspace, arange, uniform, normal, choice.")]
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>The target columns, each a formula of the inputs; added <c>normal</c> or <c>uniform</c> terms are its noise.</summary>
    [Formula(MakesColumns = true), Description("Target columns, name to formula of the inputs; added normal(0, s) or uniform(a, b) terms are its noise.")]
    public required IReadOnlyDictionary<string, string> Targets { get; init; }
}

/// <summary>Examples made from formulas: the true curve is known, so is the noise, and so is the loss that no model can beat.</summary>
[Component("generate", Summary = "Rows made from formulas with named random streams; knows its own noise floor.")]
public sealed class GenerateSource(GenerateOptions options, IComponentFactory components, IComponentCatalog catalog) : IDataSource
{
    /// <inheritdoc/>
    public DataSchema Plan(DataContext context) => new(
        [.. options.Inputs.Keys.Select(name => new ColumnSchema(name, ColumnRole.Feature)), .. options.Targets.Keys.Select(name => new ColumnSchema(name, ColumnRole.Target))]);

    /// <inheritdoc/>
    public Dataset Load(DataContext context)
    {
        var evaluator = new FormulaEvaluator(name => catalog.Find(ComponentKind.Operation, name) is { } operation
            ? components.Create<Func<Tensor, Tensor>>(ComponentReference.To(ComponentKind.Operation, operation.Name))
            : null);
        var made = new Dictionary<string, GeneratedColumn>(StringComparer.Ordinal);
        foreach (var (name, formula) in options.Inputs.Concat(options.Targets))
        {
            var root = FormulaParser.Parse(formula).Root ?? throw new DataException($"The formula of '{name}' cannot be read: {formula}");
            made[name] = new ColumnFormula(evaluator, options.Rows, context.Key.Named(name), made).Make(root);
        }

        var noisy = options.Targets.Keys.Where(name => made[name].Noise is not null).ToArray();
        return new Dataset([.. Plan(context).Columns.Select(c => new Column(c, made[c.Name].Values.ToNdArray()))])
        {
            Noise = noisy.ToDictionary(name => name, name => made[name].Noise!.ToNdArray()),
            NoiseVariance = noisy.ToDictionary(name => name, name => made[name].NoiseVariance),
        };
    }
}
