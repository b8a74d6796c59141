namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>Weight decay as a term of the gradient (L2 regularisation), which most optimisers of PyTorch mean by the word.</summary>
internal static class Decay
{
    /// <summary>g + decay·x; g itself where there is no decay, so that a step without it does no work for it.</summary>
    public static Tensor IntoGradient(Tensor gradient, Tensor parameter, double decay) =>
        decay == 0 ? gradient : gradient + decay * parameter;
}
