namespace GradPipelines;

/// <summary>The element type of an array.</summary>
/// <remarks>The order is the order of promotion: see <see cref="DTypes"/> for the table.</remarks>
public enum DType : byte
{
    /// <summary>True or false, one byte.</summary>
    Bool,

    /// <summary>Signed 64-bit integer; arithmetic wraps.</summary>
    Int64,

    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary64, the default of every C# number.</summary>
    Float64,
}
