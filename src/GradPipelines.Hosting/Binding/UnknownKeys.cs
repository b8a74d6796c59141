using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Hosting.Binding;

/// <summary>Describes a key that its mapping does not have, and the one that was meant.</summary>
public static class UnknownKeys
{
    // What other tools call the same thing: too far from our word for a distance to find it.
    private static readonly Dictionary<string, string[]> Elsewhere = new(StringComparer.Ordinal)
    {
        ["learningrate"] = ["lr", "step_size"],
        ["lr"] = ["step_size"],
        ["stepsize"] = ["lr"],
        ["momentum"] = ["mass"],
        ["wd"] = ["weight_decay"],
        ["l2"] = ["weight_decay"],
        ["bs"] = ["batch_size"],
        ["batch"] = ["batch_size"],
        ["minibatchsize"] = ["batch_size"],
        ["maxepochs"] = ["epochs"],
        ["numepochs"] = ["epochs"],
        ["nepochs"] = ["epochs"],
        ["maxsteps"] = ["steps"],
        ["iterations"] = ["steps"],
        ["hidden"] = ["units"],
        ["width"] = ["units"],
        ["size"] = ["units"],
        ["outfeatures"] = ["units"],
        ["nonlinearity"] = ["activation"],
        ["act"] = ["activation"],
        ["initializer"] = ["init"],
        ["kernelinitializer"] = ["init"],
        ["initialization"] = ["init"],
        ["biasinitializer"] = ["bias_init"],
        ["scheduler"] = ["schedule"],
        ["lrscheduler"] = ["schedule"],
        ["criterion"] = ["loss"],
        ["objective"] = ["loss"],
        ["dataset"] = ["data"],
        ["training"] = ["train"],
        ["trainer"] = ["train"],
        ["network"] = ["model"],
        ["randomseed"] = ["seed"],
        ["file"] = ["path"],
        ["filename"] = ["path"],
        ["target"] = ["label", "targets"],
        ["validation"] = ["val"],
        ["valid"] = ["val"],
        ["stddev"] = ["std"],
        ["sigma"] = ["std"],
        ["gradclip"] = ["clip_grad"],
        ["clip"] = ["clip_grad"],
        ["clipnorm"] = ["clip_grad"],
        ["precision"] = ["dtype"],
        ["base"] = ["extends"],
        ["defaults"] = ["extends"],
        ["include"] = ["extends"],
        ["variables"] = ["vars"],
        ["params"] = ["vars"],
    };

    internal static Diagnostic Describe(ConfigEntry entry, OptionsSchema schema, Owner owner, string path, IEnumerable<string> besides)
    {
        var keys = schema.Keys.Concat(besides).Distinct().Order(StringComparer.Ordinal).ToArray();
        var near = Near(entry.Name, keys);
        var accepts = keys.Length == 0 ? $"{owner.Subject} has no parameters" : $"{owner.Subject} accepts: {string.Join(", ", keys)}";
        if (entry.Key.Mark is { Source.Kind: SourceKind.CommandLine })
        {
            var prefix = path.Length == 0 ? "" : $"{path}.";
            return Diagnostic.Error(Codes.UnknownKey, entry.Key.Mark, $"unknown key '{prefix}{entry.Name}'") with
            {
                Suggestion = near is null ? null : prefix + near,
                Notes = near is null ? [accepts] : [],
            };
        }

        // Not here, but in a section below: `epochs` at the root belongs under `train`.
        var below = near is not null ? null : schema.Properties
            .Where(p => p.Shape is RecordShape inner && inner.Schema.Find(entry.Name) is not null).Select(p => $"{p.Key}.{entry.Name}").FirstOrDefault();
        return Diagnostic.Error(Codes.UnknownKey, entry.Key.Mark, $"unknown key '{entry.Name}' for {owner.Phrase}") with
        {
            Suggestion = near,
            Label = below is null ? null : $"it belongs under {below[..below.LastIndexOf('.')]}: {below}",
            Notes = [accepts],
        };
    }

    /// <summary>The key that was meant: one that other tools call so, or the nearest word; or null.</summary>
    public static string? Near(string word, IReadOnlyCollection<string> keys) =>
        Elsewhere.TryGetValue(NearestWord.Fold(word), out var ours) && ours.FirstOrDefault(keys.Contains) is { } known
            ? known
            : NearestWord.Of(word, keys);
}
