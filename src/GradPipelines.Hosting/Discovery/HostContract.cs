using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>What a plugin is measured against: the versions of this host.</summary>
/// <param name="Contract">The version of GradPipelines.Abstractions; Autodiff and Tensors carry the same one.</param>
/// <param name="Framework">The version of .NET that the process runs on.</param>
public sealed record HostContract(Version Contract, Version Framework)
{
    /// <summary>The versions of the running process.</summary>
    public static HostContract Current { get; } =
        new(typeof(IGradPlugin).Assembly.GetName().Version ?? new Version(0, 0), Environment.Version);
}
