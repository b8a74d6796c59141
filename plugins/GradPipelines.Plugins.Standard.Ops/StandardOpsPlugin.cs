using GradPipelines.Plugins;
using GradPipelines.Plugins.Standard;
using GradPipelines.Plugins.Standard.Callbacks;
using GradPipelines.Plugins.Standard.Data;
using GradPipelines.Plugins.Standard.Initializers;
using GradPipelines.Plugins.Standard.Layers;
using GradPipelines.Plugins.Standard.Losses;
using GradPipelines.Plugins.Standard.Metrics;
using GradPipelines.Plugins.Standard.Models;
using GradPipelines.Plugins.Standard.Operations;
using GradPipelines.Plugins.Standard.Preprocessing;
using GradPipelines.Plugins.Standard.Schedules;

[assembly: GradPlugin(typeof(StandardOpsPlugin), "standard")]

namespace GradPipelines.Plugins.Standard;

/// <summary>The built-ins, except the optimisers.</summary>
public sealed class StandardOpsPlugin : IGradPlugin
{
    /// <inheritdoc/>
    public void Configure(IGradPipelinesBuilder grad) => grad
        .AddElementwiseOperations()
        .AddActivations()

        .AddLayer<Dense, DenseOptions>()
        .AddLayer<ActivationLayer, ActivationOptions>()
        .AddLayer<Dropout, DropoutOptions>()
        .AddLayer<BatchNorm, BatchNormOptions>()
        .AddLayer<LayerNorm, LayerNormOptions>()
        .AddLayer<Flatten>()
        .AddLayer<SoftmaxLayer>()
        .AddLayer<Sequential, SequentialOptions>()

        .AddModel<LinearModel, LinearModelOptions>()
        .AddModel<LogisticModel, LogisticModelOptions>()
        .AddModel<PolynomialModel, PolynomialModelOptions>()
        .AddModel<Sequential, SequentialOptions>()

        .AddInitializer<Zeros>()
        .AddInitializer<Ones>()
        .AddInitializer<Constant, ConstantOptions>()
        .AddInitializer<Normal, NormalOptions>()
        .AddInitializer<Uniform, UniformOptions>()
        .AddInitializer<GlorotUniform, GainOptions>()
        .AddInitializer<GlorotNormal, GainOptions>()
        .AddInitializer<HeUniform, GainOptions>()
        .AddInitializer<HeNormal, GainOptions>()
        .AddInitializer<LecunUniform, GainOptions>()
        .AddInitializer<LecunNormal, GainOptions>()
        .AddInitializer<Orthogonal, GainOptions>()

        .AddLoss<MeanSquare>()
        .AddLoss<HalfMeanSquare>()
        .AddLoss<MeanDistance>()
        .AddLoss<Huber, HuberOptions>()
        .AddLoss<BinaryCrossEntropy, BinaryCrossEntropyOptions>()
        .AddLoss<SoftmaxCrossEntropy, SoftmaxCrossEntropyOptions>()

        .AddMetric<MeanSquareMetric>()
        .AddMetric<RootMeanSquareMetric>()
        .AddMetric<MeanDistanceMetric>()
        .AddMetric<MaxErrorMetric>()
        .AddMetric<R2Metric>()
        .AddMetric<AccuracyMetric, ThresholdOptions>()
        .AddMetric<BalancedAccuracyMetric, ThresholdOptions>()
        .AddMetric<MacroF1Metric, ThresholdOptions>()
        .AddMetric<MacroPrecisionMetric, ThresholdOptions>()
        .AddMetric<MacroRecallMetric, ThresholdOptions>()
        .AddMetric<TopKAccuracyMetric, TopKAccuracyOptions>()
        .AddMetric<RocAucMetric>()

        .AddDataSource<CsvSource, CsvOptions>()
        .AddDataSource<InlineSource, InlineOptions>()

        .AddPreprocessor<Standardize, StandardizeOptions>()
        .AddPreprocessor<MinMax, MinMaxOptions>()
        .AddPreprocessor<OneHot, CategoryOptions>()
        .AddPreprocessor<Ordinal, CategoryOptions>()
        .AddPreprocessor<Impute, ImputeOptions>()
        .AddPreprocessor<LogStep, LogOptions>()
        .AddPreprocessor<PolynomialFeatures, PolynomialFeaturesOptions>()

        .AddSchedule<ConstantSchedule, ConstantScheduleOptions>()
        .AddSchedule<CosineSchedule, CosineScheduleOptions>()
        .AddSchedule<CosineRestartsSchedule, CosineRestartsScheduleOptions>()
        .AddSchedule<StepSchedule, StepScheduleOptions>()
        .AddSchedule<MultiStepSchedule, MultiStepScheduleOptions>()
        .AddSchedule<ExponentialSchedule, ExponentialScheduleOptions>()
        .AddSchedule<LinearSchedule, LinearScheduleOptions>()
        .AddSchedule<PolynomialSchedule, PolynomialScheduleOptions>()
        .AddSchedule<OneCycleSchedule, OneCycleScheduleOptions>()
        .AddSchedule<CyclicSchedule, CyclicScheduleOptions>()
        .AddSchedule<WarmupSchedule, WarmupScheduleOptions>()

        .AddCallback<EarlyStopping, EarlyStoppingOptions>()
        .AddCallback<Checkpoint, CheckpointOptions>()
        .AddCallback<TimeLimit, TimeLimitOptions>()
        .AddCallback<NanGuard, NanGuardOptions>();
}
