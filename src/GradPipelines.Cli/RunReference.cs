namespace GradPipelines.Cli;

/// <summary>Finds the run that a person means.</summary>
internal static class RunReference
{
    /// <summary>The folder of a run given by path, by the start of its id (stamp or hash), or as <c>latest</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">None or several fit; the message lists them.</exception>
    public static string Resolve(string text, string root)
    {
        if (File.Exists(Path.Combine(text, "resolved.yaml"))) return text;
        if (text == "latest")
        {
            var pointer = Path.Combine(root, "latest.txt");
            return File.Exists(pointer) ? Path.Combine(root, File.ReadAllText(pointer).Trim()) : throw new DirectoryNotFoundException($"There is no run under {Path.GetFullPath(root)}.");
        }

        var runs = Directory.Exists(root)
            ? Directory.GetDirectories(root).SelectMany(Directory.GetDirectories).Where(d => File.Exists(Path.Combine(d, "resolved.yaml"))).Order(StringComparer.Ordinal).ToArray()
            : [];
        var found = runs.Where(d => Path.GetFileName(d).Split('-') is var parts && (Path.GetFileName(d).StartsWith(text, StringComparison.Ordinal) || parts.Any(p => p.StartsWith(text, StringComparison.Ordinal)))).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new DirectoryNotFoundException($"No run '{text}': it is no folder with a resolved.yaml, and no id under {Path.GetFullPath(root)} begins with it."),
            _ => throw new DirectoryNotFoundException($"'{text}' could be {string.Join(", ", found)}."),
        };
    }
}
