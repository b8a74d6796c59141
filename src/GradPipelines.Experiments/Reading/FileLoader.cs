using System.Text;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>Loads a file and, through <c>extends</c>, those it inherits from, merged into one tree.</summary>
internal sealed class FileLoader(TreeMerger merger, DiagnosticBag diagnostics)
{
    private static readonly RecordShape Root = new(typeof(ExperimentSpecification));
    private readonly Dictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);
    private readonly List<SourceText> _sources = [];
    private readonly List<string> _chain = [];
    private int _loads;

    /// <summary>The files that were read, the first one first.</summary>
    public IReadOnlyList<SourceText> Sources => _sources;

    /// <summary>The merged tree, or null after an error that leaves nothing to go on with.</summary>
    /// <param name="path">As the user wrote it, relative to the working directory.</param>
    /// <param name="workingDirectory">The directory that it is relative to.</param>
    public ConfigMapping? Load(string path, string workingDirectory)
    {
        var full = Path.GetFullPath(Path.Combine(workingDirectory, path));
        if (!File.Exists(full))
        {
            diagnostics.Add(Diagnostic.Error(Codes.NoSuchFile, null, Directory.Exists(full)
                ? $"'{path}' is a folder, not an experiment file"
                : $"there is no file '{path}'") with
            { Suggestion = Near(full, path) });
            return null;
        }

        return Load(full, path, mark: null);
    }

    private ConfigMapping? Load(string full, string displayName, SourceMark? mark)
    {
        if (_chain.Contains(full))
        {
            var circle = _chain.SkipWhile(p => p != full).Append(full).Select(p => Path.GetFileName(p));
            diagnostics.Error(Codes.ExtendsCycle, mark, $"files extend each other in a circle: {string.Join(" -> ", circle)}");
            return null;
        }

        // A file may be reached on several ways, but ways may also multiply without end.
        if (++_loads > 1000)
        {
            diagnostics.Error(Codes.ExtendsCycle, mark, "more than 1 000 files are extended");
            return null;
        }

        if (Text(full, displayName, mark) is not { } source || YamlReader.ReadMapping(source, diagnostics) is not { } own)
        {
            return null;
        }

        CheckVersion(source, own);
        _chain.Add(full);
        ConfigNode? merged = null;
        var complete = true;
        foreach (var parent in Parents(own, ref complete))
        {
            var parentPath = Path.GetFullPath(Path.Combine(source.Directory, parent.Text));
            if (!File.Exists(parentPath))
            {
                diagnostics.Add(Diagnostic.Error(Codes.ExtendsMissing, parent.Mark, $"there is no file '{Display(displayName, parent.Text)}'") with
                {
                    Suggestion = Near(parentPath, parent.Text),
                });
                complete = false;
            }
            else if (Load(parentPath, Display(displayName, parent.Text), parent.Mark) is { } tree)
            {
                merged = merged is null ? tree : merger.Merge(merged, tree, Root);
            }
            else
            {
                complete = false;
            }
        }

        _chain.RemoveAt(_chain.Count - 1);
        var result = (ConfigMapping)merger.Merge(merged, own.Without(k => k == "extends"), Root);
        return complete ? result : null;
    }

    private SourceText? Text(string full, string displayName, SourceMark? mark)
    {
        if (_texts.TryGetValue(full, out var known))
        {
            return known;
        }

        SourceText? source = null;
        try
        {
            source = Decode(File.ReadAllBytes(full), full, displayName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(mark is null ? Codes.NoSuchFile : Codes.ExtendsMissing, mark, $"'{displayName}' cannot be read: {error.Message}");
        }

        if (source is not null)
        {
            _sources.Add(source);
        }

        return _texts[full] = source;
    }

    /// <summary>UTF-8, or UTF-16 where a byte order mark says so; a wrong byte is an error rather than a replacement character.</summary>
    private SourceText? Decode(byte[] bytes, string full, string displayName)
    {
        Encoding encoding = bytes switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => new UTF8Encoding(false, throwOnInvalidBytes: true),
        };
        try
        {
            return SourceText.FromFile(full, displayName, encoding.GetString(bytes), _sources.Count);
        }
        catch (DecoderFallbackException error)
        {
            // As Latin-1 every byte is a character, so the place can be shown.
            var bytewise = SourceText.FromFile(full, displayName, Encoding.Latin1.GetString(bytes), _sources.Count);
            var at = Math.Max(error.Index, 0);
            diagnostics.Error(Codes.NotUtf8, bytewise.MarkAt(at, 1), string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"the byte 0x{bytes[at]:X2} is not UTF-8; save the file as UTF-8"));
            return null;
        }
    }

    private List<ConfigScalar> Parents(ConfigMapping own, ref bool complete)
    {
        var parents = new List<ConfigScalar>();
        var nodes = own["extends"] switch { null => [], ConfigList list => list.Items, { } one => [one] };
        foreach (var node in nodes)
        {
            if (node is ConfigScalar { IsNull: false } path)
            {
                parents.Add(path);
            }
            else
            {
                complete = false;
                diagnostics.Error(Codes.WrongShape, node.Mark ?? own.Find("extends")?.Key.Mark, $"'extends' takes a path, or a list of paths, not {node.Describe()}");
            }
        }

        return parents;
    }

    private void CheckVersion(SourceText source, ConfigMapping own)
    {
        if (own.Find("version") is not { } version)
        {
            diagnostics.Add(Diagnostic.Error(Codes.VersionFirst, own.Mark?.FirstColumn(), "the file does not say `version: 1`, its first key") with
            {
                Label = "write `version: 1` above this line",
            });
        }
        else if (version.Value is ConfigScalar { IsQuoted: false } number && NumberText.TryWhole(number.Text, out var value) && value != 1)
        {
            diagnostics.Error(Codes.VersionUnsupported, number.Mark, $"version {number.Text} of the file format is not known here; this build reads version 1");
        }
        else if (own.Entries[0] != version)
        {
            diagnostics.Warning(Codes.VersionFirst, version.Key.Mark, $"'version' comes first, before '{own.Entries[0].Name}'");
        }
    }

    /// <summary>The path as the user would type it: the child's, with the parent's relative to it.</summary>
    private static string Display(string child, string parent)
    {
        if (Path.IsPathRooted(parent))
        {
            return parent;
        }

        var parts = new List<string>();
        foreach (var part in $"{Path.GetDirectoryName(child)}/{parent}".Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not ("" or ".."))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or "") || (part.Length == 0 && parts.Count == 0 && Path.IsPathRooted(child)))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string? Near(string full, string written)
    {
        if (Path.GetDirectoryName(full) is not { } directory || !Directory.Exists(directory))
        {
            return null;
        }

        var files = Directory.EnumerateFiles(directory).Select(f => Path.GetFileName(f))
            .Where(f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".yml", StringComparison.Ordinal));
        return NearestWord.Of(Path.GetFileName(full), files) is { } near ? written[..^Path.GetFileName(written).Length] + near : null;
    }
}
