using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GradPipelines.Experiments.Reading;

/// <summary>Reads YAML text into nodes with exact marks. Never throws for what a text may contain.</summary>
/// <remarks>
/// Works on YamlDotNet's event stream with a stack of its own: the representation model has no usable end marks, and a
/// recursive walk could be made to overflow the stack. What YamlDotNet accepts and this language does not (tags, merge keys,
/// duplicate keys, control characters, cycles) is refused here; its syntax errors are put into our words by
/// <see cref="SyntaxErrors"/>. A syntax error stands alone, since nothing after it can be trusted.
/// </remarks>
public static class YamlReader
{
    /// <summary>The deepest nesting; every later walk over nodes may recurse because of it.</summary>
    public const int MaximumDepth = 100;

    /// <summary>Reads one document with a mapping at its root; null after an error that leaves nothing to go on with.</summary>
    public static ConfigMapping? ReadMapping(SourceText source, DiagnosticBag diagnostics)
    {
        var root = Read(source, diagnostics);
        if (root is null or ConfigMapping)
        {
            return root as ConfigMapping;
        }

        var colon = root is ConfigScalar { Form: ScalarForm.Plain } scalar && scalar.Text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at
            ? $"; a blank belongs behind the colon: {scalar.Text[..(at + 1)]} {scalar.Text[(at + 1)..].TrimStart()}"
            : "";
        diagnostics.Error(Codes.WrongShape, root.Mark?.FirstColumn(),
            $"an experiment is a mapping of keys to values, not {(root is ConfigList ? "a list" : "a single text")}{colon}");
        return null;
    }

    /// <summary>Reads one document of any form.</summary>
    public static ConfigNode? Read(SourceText source, DiagnosticBag diagnostics) => Read(source, source.Text, diagnostics);

    /// <summary>Reads a text whose positions are those of the source.</summary>
    internal static ConfigNode? Read(SourceText source, string text, DiagnosticBag diagnostics)
    {
        if (!CharacterCheck.Passes(source, diagnostics))
        {
            return null;
        }

        var builder = new NodeBuilder(source, diagnostics);
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (!builder.Take(parser.Current ?? throw new InvalidOperationException("no event")))
                {
                    return null;
                }
            }
        }
        catch (YamlException error)
        {
            diagnostics.Add(SyntaxErrors.Explain(source, error, builder.OpenFlow));
            return null;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18.1.0 loses its place after a brace that a block line interrupts.
            diagnostics.Add(SyntaxErrors.Unclosed(source, builder.OpenFlow));
            return null;
        }

        catch (ArgumentException)
        {
            // A malformed tag throws from a constructor inside YamlDotNet.
            var at = Math.Max(source.Text.IndexOf('!', Math.Min(builder.Offset, source.Text.Length)), 0);
            diagnostics.Error(Codes.Tag, source.MarkAt(at, 1), "a value cannot start with '!'; put it in quotes");
            return null;
        }

        return builder.Finish();
    }
}
