using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace GradPipelines.MLNet;

/// <summary>Predictions of single rows from any number of threads: prediction engines, of which each serves one thread at a time, are kept and lent.</summary>
/// <typeparam name="TIn">A class with the input columns.</typeparam>
/// <typeparam name="TOut">A class with the output columns.</typeparam>
/// <param name="mlContext">The context.</param>
/// <param name="model">Any pipeline.</param>
public sealed class GradPredictionPool<TIn, TOut>(MLContext mlContext, ITransformer model) : IDisposable
    where TIn : class
    where TOut : class, new()
{
    // The provider's pool of disposable objects disposes those that it does not keep.
    private readonly ObjectPool<PredictionEngine<TIn, TOut>> _engines = new DefaultObjectPoolProvider().Create(new Policy(mlContext, model));

    /// <summary>The prediction for a row.</summary>
    public TOut Predict(TIn row)
    {
        var engine = _engines.Get();
        try
        {
            return engine.Predict(row);
        }
        finally
        {
            _engines.Return(engine);
        }
    }

    /// <summary>Ends the engines that are kept.</summary>
    public void Dispose() => (_engines as IDisposable)?.Dispose();

    private sealed class Policy(MLContext mlContext, ITransformer model) : PooledObjectPolicy<PredictionEngine<TIn, TOut>>
    {
        public override PredictionEngine<TIn, TOut> Create() => mlContext.Model.CreatePredictionEngine<TIn, TOut>(model);

        public override bool Return(PredictionEngine<TIn, TOut> obj) => true;
    }
}
