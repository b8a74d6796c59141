using Fixture.WrongType;
using GradPipelines.Plugins;

[assembly: GradPlugin(typeof(NoPlugin), "wrong-type")]

namespace Fixture.WrongType;

/// <summary>Named by the attribute, and no <see cref="IGradPlugin"/>.</summary>
public sealed class NoPlugin;
