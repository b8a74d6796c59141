using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Cli.Commands;

/// <summary><c>list [KIND]</c>: the components that files may name.</summary>
internal static class ListCommand
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static Command Create(SharedOptions shared)
    {
        var kind = new Argument<string?>("kind") { HelpName = "KIND", Arity = ArgumentArity.ZeroOrOne, Description = "layer, model, loss, metric, optimizer, schedule, ... or nothing for all." };
        var command = new Command("list", "Lists components by kind.") { kind };
        command.SetAction((arguments, _) => Failures.Guard(arguments.GetValue(shared.Json), async () =>
        {
            using var host = CliHost.Build(arguments, shared);
            var all = host.Services.GetRequiredService<IComponentCatalog>().All;
            if (arguments.GetValue(kind) is { } wanted)
            {
                var kinds = Enum.GetNames<ComponentKind>();
                var name = kinds.FirstOrDefault(k => k.Equals(wanted.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
                if (name is null)
                {
                    await Console.Error.WriteLineAsync($"error: there is no kind '{wanted}'; there are {string.Join(", ", kinds.Select(k => k.ToLowerInvariant()))}");
                    return ExitCodes.CommandLine;
                }

                all = [.. all.Where(c => c.Kind.ToString() == name)];
            }

            if (arguments.GetValue(shared.Json))
            {
                await Console.Out.WriteLineAsync(new JsonArray([.. all.Select(c => (JsonNode)new JsonObject
                {
                    ["kind"] = c.Kind.ToString().ToLowerInvariant(),
                    ["name"] = c.Name,
                    ["version"] = c.Version,
                    ["plugin"] = c.PluginId,
                    ["summary"] = c.Summary,
                })]).ToJsonString(s_indented));
                return ExitCodes.Ok;
            }

            var width = all.Count == 0 ? 0 : all.Max(c => c.Name.Length);
            foreach (var group in all.GroupBy(c => c.Kind))
            {
                await Console.Out.WriteLineAsync(group.Key.ToString().ToLowerInvariant());
                foreach (var c in group) await Console.Out.WriteLineAsync($"  {c.Name.PadRight(width)}  {c.Summary}");
            }

            return ExitCodes.Ok;
        }));
        return command;
    }
}
