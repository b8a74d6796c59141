namespace GradPipelines.Kernels;

/// <summary>What a micro-kernel is made for.</summary>
/// <param name="Lanes">The <see cref="ILanes{TVector,T}"/> of all vectors but the last.</param>
/// <param name="Halves">Those of half the width, a quarter, and so on.</param>
/// <param name="Halvings">How often the width is halved for the last vector.</param>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Vectors">Vectors of a tile.</param>
/// <param name="VectorBytes">Bytes of a vector.</param>
/// <param name="Masked">Whether only some lanes of the last vector are in use.</param>
/// <param name="Steps">What follows the sum.</param>
/// <param name="Prefetch">Whether C is fetched ahead.</param>
internal sealed record MicroKernelShape(
    Type Lanes, Type[] Halves, int Halvings, int Rows, int Vectors, int VectorBytes, bool Masked, GemmSteps Steps, bool Prefetch)
{
    /// <summary>The lanes of the last vector.</summary>
    public Type LastLanes => Halvings == 0 ? Lanes : Halves[Halvings - 1];

    /// <summary>The types from <see cref="Lanes"/> on, until the one before <paramref name="narrow"/>.</summary>
    public IEnumerable<Type> LanesDownTo(Type narrow) => Halves.Prepend(Lanes).TakeWhile(lanes => lanes != narrow);
}
