using System.Globalization;

namespace GradPipelines.Hosting;

/// <summary>A version of which trailing numbers may be open: <c>1.*</c>, <c>1.2.*</c>, <c>*</c>, or closed: <c>1.2.3</c>.</summary>
/// <remarks>
/// The floating form is NuGet's. A closed one is exact, with missing numbers read as 0 (<c>1.2</c> is 1.2.0): an experiment that pins
/// a version means that one, unlike a package reference, where it is a lower bound.
/// </remarks>
public sealed class FloatingVersion
{
    private readonly int[] numbers;
    private readonly bool floats;

    private FloatingVersion(int[] numbers, bool floats)
    {
        this.numbers = numbers;
        this.floats = floats;
    }

    /// <summary>Reads one to three numbers, the last of which may be <c>*</c>.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FloatingVersion? version)
    {
        version = null;
        var parts = text.Split('.');
        var floats = parts[^1] == "*";
        var numbers = new int[floats ? parts.Length - 1 : parts.Length];
        if (parts.Length > 3)
        {
            return false;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        version = new FloatingVersion(numbers, floats);
        return true;
    }

    /// <summary>True where the version has the stated numbers.</summary>
    public bool Includes(Version version)
    {
        int[] actual = [version.Major, version.Minor, Math.Max(version.Build, 0)];
        for (var i = 0; i < actual.Length; i++)
        {
            if (i >= numbers.Length && floats)
            {
                return true;
            }

            if (actual[i] != (i < numbers.Length ? numbers[i] : 0))
            {
                return false;
            }
        }

        return true;
    }
}
