using GradPipelines.Experiments.Specification;
using GradPipelines.Experiments.Validation;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Reading;

/// <summary>What reading an experiment gave.</summary>
/// <param name="Specification">The experiment, null after errors.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
public sealed record ExperimentReading(ExperimentSpecification? Specification, DiagnosticBag Diagnostics)
{
    /// <summary>The merged tree as written, references resolved, without defaults; null where no file could be read.</summary>
    public ConfigMapping? Tree { get; init; }

    /// <summary>The complete tree: every default, versions pinned, each node with the mark of who set it (none: a default); null after errors.</summary>
    public ConfigMapping? Resolved { get; init; }

    /// <summary>The files that were read, the experiment's own first.</summary>
    public IReadOnlyList<SourceText> Sources { get; init; } = [];

    /// <summary>The environment variables that <c>${env:...}</c> asked for.</summary>
    public IReadOnlyCollection<string> EnvironmentVariables { get; init; } = [];
}

/// <summary>Reads experiment files: text, inheritance, overrides, references, records, rules. The one entry point.</summary>
/// <param name="catalog">The components that files may name.</param>
public sealed class ExperimentReader(IComponentCatalog catalog)
{
    /// <summary>Paths of files and of overrides are relative to it.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Looks environment variables up.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Reads a file with the command line's overrides.</summary>
    public static ExperimentReading Read(string path, IReadOnlyList<string> overrides, IComponentCatalog catalog) =>
        new ExperimentReader(catalog).Read(path, overrides);

    /// <summary>Reads a file; every mistake is in the diagnostics, nothing is thrown for what a file may contain.</summary>
    /// <param name="path">The file, relative to the working directory; printed as given.</param>
    /// <param name="overrides">Arguments such as <c>optimizer.lr=0.05</c>.</param>
    public ExperimentReading Read(string path, IReadOnlyList<string>? overrides = null)
    {
        var diagnostics = new DiagnosticBag();
        var shapes = new ShapeWalk(catalog);
        var merger = new TreeMerger(shapes, diagnostics);
        var loader = new FileLoader(merger, diagnostics);
        var changes = (overrides ?? []).Select(o => Override.Parse(o, WorkingDirectory, diagnostics)).OfType<Override>().ToArray();
        if (loader.Load(path, WorkingDirectory) is not { } merged)
        {
            return new ExperimentReading(null, diagnostics) { Sources = loader.Sources };
        }

        merged = new OverrideApplier(shapes, merger, diagnostics).Apply(merged, changes);
        var interpolator = new Interpolator(shapes, Environment, diagnostics);
        var errors = diagnostics.ErrorCount;
        var tree = interpolator.Resolve(merged);
        if (diagnostics.ErrorCount == errors)
        {
            // A misspelt reference already says which variable was meant.
            WarnOfUnusedVariables(merged, interpolator, loader.Sources[0], diagnostics);
        }


        var binder = new OptionsBinder(catalog, diagnostics);
        var specification = binder.Bind<ExperimentSpecification>(tree);
        specification = ParameterGroups.Bind(specification, tree, binder);
        var context = new RuleContext(specification, tree, catalog, diagnostics);
        foreach (var rule in ExperimentRules.All)
        {
            rule.Check(context);
        }

        var reading = new ExperimentReading(null, diagnostics) { Tree = tree, Sources = loader.Sources, EnvironmentVariables = interpolator.EnvironmentNames };
        if (diagnostics.HasErrors)
        {
            return reading;
        }

        specification = specification with
        {
            Name = specification.Name.Length > 0 ? specification.Name : NameRule.Mend(Path.GetFileNameWithoutExtension(path)),
            Pins = context.Operations,
        };
        return reading with { Specification = specification, Resolved = ResolvedTree.Of(specification, tree) };
    }

    private static void WarnOfUnusedVariables(ConfigMapping merged, Interpolator interpolator, SourceText own, DiagnosticBag diagnostics)
    {
        // Only the file's own: a parent's variable may serve a part that this file replaced.
        foreach (var variable in (merged["vars"] as ConfigMapping)?.Entries ?? [])
        {
            if (!interpolator.IsUsed(variable.Name) && variable.Key.Mark is { } mark && (mark.Source == own || mark.Source.Kind == SourceKind.CommandLine))
            {
                diagnostics.Warning(Codes.UnusedVariable, mark, $"nothing uses the variable '{variable.Name}'");
            }
        }
    }
}
