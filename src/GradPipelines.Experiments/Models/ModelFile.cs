using System.Text.Json.Nodes;
using GradPipelines.Experiments.Checkpoints;
using GradPipelines.Experiments.Reading;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Models;

/// <summary>A trained model in one file: the parameters as safetensors, the rest (model, preprocessing, columns) in its metadata.</summary>
internal static class ModelFile
{
    /// <summary>Writes a model.</summary>
    public static void Write(string path, TrainedModel model, ExperimentSpecification specification) => TensorFile.Write(
        path,
        NamedTensors.Concat(model.Parameters.Prefixed("parameters"), model.State.Prefixed("state")),
        new JsonObject
        {
            ["version"] = 1,
            ["name"] = model.Name,
            ["dtype"] = model.DType.Name(),
            ["model"] = YamlWriter.Write(OptionsWriter.Write(specification.Model)),
            ["inputs"] = Columns(model.Inputs),
            ["outputs"] = Columns(model.Outputs),
            ["preprocess"] = new JsonArray([.. specification.Data.Preprocess.Select((reference, i) => new JsonObject
            {
                ["step"] = YamlWriter.Write(OptionsWriter.Write(reference)),
                ["state"] = model.Preprocessing.Steps[i].Save(),
            })]),
        });

    /// <summary>Reads a model that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is not such a file.</exception>
    /// <exception cref="ExperimentException">It needs a component that is not there.</exception>
    public static TrainedModel Read(string path, IComponentCatalog catalog, IComponentFactory components)
    {
        var (tensors, meta) = TensorFile.Read(path);
        if (meta["model"] is null) throw new InvalidDataException($"{path} holds tensors but no model.");
        var (inputs, outputs) = (Columns(meta["inputs"]!), Columns(meta["outputs"]!));
        var steps = new List<IFittedPreprocessor>();
        var before = new List<DataSchema>();
        var schema = new DataSchema([.. inputs.Columns, .. outputs.Columns]);
        foreach (var entry in meta["preprocess"]!.AsArray())
        {
            var step = components.Create<IPreprocessor>(Bind(ComponentKind.Preprocessor, entry!["step"]!.GetValue<string>(), path, catalog));
            before.Add(schema);
            schema = step.Plan(schema);
            steps.Add(step.Restore(entry["state"]!));
        }

        var layer = components.Create<ILayer>(Bind(ComponentKind.Model, meta["model"]!.GetValue<string>(), path, catalog));
        var plan = layer.Plan(new LayerPlanContext([schema.Width(ColumnRole.Feature)], schema.Width(ColumnRole.Target)));
        return new TrainedModel(
            meta["name"]!.GetValue<string>(), inputs, outputs, meta["dtype"]!.GetValue<string>() == "float32" ? DType.Float32 : DType.Float64,
            new Network(layer, plan), tensors.Below("parameters"), tensors.Below("state"), new PreprocessingChain(steps, before));
    }

    private static ComponentReference Bind(ComponentKind kind, string yaml, string path, IComponentCatalog catalog)
    {
        var diagnostics = new DiagnosticBag();
        var reference = YamlReader.Read(SourceText.FromFile(path, path, yaml), diagnostics) is { } node ? new OptionsBinder(catalog, diagnostics).BindComponent(kind, node) : null;
        return reference is not null && !diagnostics.HasErrors ? reference : throw new ExperimentException(diagnostics);
    }

    private static JsonArray Columns(DataSchema schema) => new([.. schema.Columns.Select(c =>
    {
        var column = new JsonObject { ["name"] = c.Name, ["role"] = c.Role.ToString(), ["width"] = c.Width };
        if (c.Categories is { } categories) column["categories"] = new JsonArray([.. categories.Select(v => JsonValue.Create(v))]);
        return (JsonNode)column;
    })]);

    private static DataSchema Columns(JsonNode node) => new([.. node.AsArray().Select(c => new ColumnSchema(c!["name"]!.GetValue<string>(), Enum.Parse<ColumnRole>(c["role"]!.GetValue<string>()), c["width"]!.GetValue<int>())
    {
        Categories = c["categories"]?.AsArray().Select(v => v!.GetValue<string>()).ToArray(),
    })]);
}
