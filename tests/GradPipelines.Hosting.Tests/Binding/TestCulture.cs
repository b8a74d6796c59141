using System.Globalization;
using System.Runtime.CompilerServices;

namespace GradPipelines.Hosting.Tests.Binding;

/// <summary>Runs the whole suite in another culture: TEST_CULTURE=de-DE has decimal commas, tr-TR a dotless i.</summary>
internal static class TestCulture
{
    [ModuleInitializer]
    internal static void Use()
    {
        if (Environment.GetEnvironmentVariable("TEST_CULTURE") is { Length: > 0 } name)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        }
    }
}
