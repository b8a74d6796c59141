using System.Globalization;
using GradPipelines.Hosting.Binding;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GradPipelines.Experiments.Reading;

/// <summary>Writes nodes as YAML text that reads back as the same nodes.</summary>
public static class YamlWriter
{
    /// <summary>The text, block style, two blanks of indentation, <c>\n</c> at the end of lines.</summary>
    public static string Write(ConfigNode node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, indentSequences: true));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        var yaml = text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
        // YamlDotNet leaves some invisible characters as they are; below they were forced into double quotes.
        return yaml.Any(CharacterCheck.IsRefused)
            ? string.Concat(yaml.Select(c => CharacterCheck.IsRefused(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString()))
            : yaml;
    }

    private static void Emit(Emitter emitter, ConfigNode node)
    {
        switch (node)
        {
            case ConfigMapping mapping:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, mapping.Entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var entry in mapping.Entries)
                {
                    Emit(emitter, entry.Key);
                    Emit(emitter, entry.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case ConfigList list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, list.Items.All(i => i is ConfigScalar) ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list.Items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case ConfigScalar scalar:
                var style = scalar.IsQuoted || scalar.Text.Any(CharacterCheck.IsRefused) || scalar.Text.Contains("${", StringComparison.Ordinal) ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain;
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, scalar.Text, style, true, true));
                break;
        }
    }
}
