namespace GradPipelines;

/// <summary>A matrix has not what an operation needs (an inverse, a Cholesky factor, a real logarithm); the message names operation, matrix and repair.</summary>
public sealed class LinearAlgebraException(string message) : ArithmeticException(message);
