using GradPipelines.Testing;

namespace Acme.Softsign.Tests;

public sealed class AcmePluginTests
{
    [Fact]
    public void Plugin_KeepsItsPromises() => PluginConformance.Verify<AcmePlugin>();
}
