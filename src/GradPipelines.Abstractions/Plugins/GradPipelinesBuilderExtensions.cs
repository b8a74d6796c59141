namespace GradPipelines.Plugins;

/// <summary>One method for each kind of component; name, version and summary come from <see cref="ComponentAttribute"/>.</summary>
/// <remarks>
/// The form with an options type binds the component's YAML keys to that record; the form without one is for components that
/// have no keys beside <c>type</c>.
/// </remarks>
public static class GradPipelinesBuilderExtensions
{
    extension(IGradPipelinesBuilder grad)
    {
        /// <summary>Adds a layer without options.</summary>
        public IGradPipelinesBuilder AddLayer<TLayer>()
            where TLayer : class, ILayer =>
            grad.Add<TLayer, NoOptions>(ComponentKind.Layer);

        /// <summary>Adds a layer with its options record.</summary>
        public IGradPipelinesBuilder AddLayer<TLayer, TOptions>()
            where TLayer : class, ILayer
            where TOptions : ComponentOptions =>
            grad.Add<TLayer, TOptions>(ComponentKind.Layer);

        /// <summary>Adds a whole model without options.</summary>
        public IGradPipelinesBuilder AddModel<TModel>()
            where TModel : class, ILayer =>
            grad.Add<TModel, NoOptions>(ComponentKind.Model);

        /// <summary>Adds a whole model with its options record.</summary>
        public IGradPipelinesBuilder AddModel<TModel, TOptions>()
            where TModel : class, ILayer
            where TOptions : ComponentOptions =>
            grad.Add<TModel, TOptions>(ComponentKind.Model);

        /// <summary>Adds a loss without options.</summary>
        public IGradPipelinesBuilder AddLoss<TLoss>()
            where TLoss : class, ILoss =>
            grad.Add<TLoss, NoOptions>(ComponentKind.Loss);

        /// <summary>Adds a loss with its options record.</summary>
        public IGradPipelinesBuilder AddLoss<TLoss, TOptions>()
            where TLoss : class, ILoss
            where TOptions : ComponentOptions =>
            grad.Add<TLoss, TOptions>(ComponentKind.Loss);

        /// <summary>Adds a metric without options.</summary>
        public IGradPipelinesBuilder AddMetric<TMetric>()
            where TMetric : class, IMetric =>
            grad.Add<TMetric, NoOptions>(ComponentKind.Metric);

        /// <summary>Adds a metric with its options record.</summary>
        public IGradPipelinesBuilder AddMetric<TMetric, TOptions>()
            where TMetric : class, IMetric
            where TOptions : ComponentOptions =>
            grad.Add<TMetric, TOptions>(ComponentKind.Metric);

        /// <summary>Adds an optimiser with its options record; every optimiser has some, because its learning rate is one of them.</summary>
        public IGradPipelinesBuilder AddOptimizer<TOptimizer, TOptions>()
            where TOptimizer : class, IOptimizer
            where TOptions : ScheduledOptions =>
            grad.Add<TOptimizer, TOptions>(ComponentKind.Optimizer);

        /// <summary>Adds a learning-rate schedule without options.</summary>
        public IGradPipelinesBuilder AddSchedule<TSchedule>()
            where TSchedule : class, ISchedule =>
            grad.Add<TSchedule, NoOptions>(ComponentKind.Schedule);

        /// <summary>Adds a learning-rate schedule with its options record.</summary>
        public IGradPipelinesBuilder AddSchedule<TSchedule, TOptions>()
            where TSchedule : class, ISchedule
            where TOptions : ComponentOptions =>
            grad.Add<TSchedule, TOptions>(ComponentKind.Schedule);

        /// <summary>Adds an initialiser of parameters without options.</summary>
        public IGradPipelinesBuilder AddInitializer<TInitializer>()
            where TInitializer : class, IInitializer =>
            grad.Add<TInitializer, NoOptions>(ComponentKind.Initializer);

        /// <summary>Adds an initialiser of parameters with its options record.</summary>
        public IGradPipelinesBuilder AddInitializer<TInitializer, TOptions>()
            where TInitializer : class, IInitializer
            where TOptions : ComponentOptions =>
            grad.Add<TInitializer, TOptions>(ComponentKind.Initializer);

        /// <summary>Adds a data source without options.</summary>
        public IGradPipelinesBuilder AddDataSource<TDataSource>()
            where TDataSource : class, IDataSource =>
            grad.Add<TDataSource, NoOptions>(ComponentKind.DataSource);

        /// <summary>Adds a data source with its options record.</summary>
        public IGradPipelinesBuilder AddDataSource<TDataSource, TOptions>()
            where TDataSource : class, IDataSource
            where TOptions : ComponentOptions =>
            grad.Add<TDataSource, TOptions>(ComponentKind.DataSource);

        /// <summary>Adds a preprocess step without options.</summary>
        public IGradPipelinesBuilder AddPreprocessor<TPreprocessor>()
            where TPreprocessor : class, IPreprocessor =>
            grad.Add<TPreprocessor, NoOptions>(ComponentKind.Preprocessor);

        /// <summary>Adds a preprocess step with its options record.</summary>
        public IGradPipelinesBuilder AddPreprocessor<TPreprocessor, TOptions>()
            where TPreprocessor : class, IPreprocessor
            where TOptions : ComponentOptions =>
            grad.Add<TPreprocessor, TOptions>(ComponentKind.Preprocessor);

        /// <summary>Adds a callback without options.</summary>
        public IGradPipelinesBuilder AddCallback<TCallback>()
            where TCallback : Callback =>
            grad.Add<TCallback, NoOptions>(ComponentKind.Callback);

        /// <summary>Adds a callback with its options record.</summary>
        public IGradPipelinesBuilder AddCallback<TCallback, TOptions>()
            where TCallback : Callback
            where TOptions : ComponentOptions =>
            grad.Add<TCallback, TOptions>(ComponentKind.Callback);

        /// <summary>Adds a plot without options.</summary>
        public IGradPipelinesBuilder AddPlot<TPlot>()
            where TPlot : class =>
            grad.Add<TPlot, NoOptions>(ComponentKind.Plot);

        /// <summary>Adds a plot with its options record.</summary>
        public IGradPipelinesBuilder AddPlot<TPlot, TOptions>()
            where TPlot : class
            where TOptions : ComponentOptions =>
            grad.Add<TPlot, TOptions>(ComponentKind.Plot);

        /// <summary>Adds an exporter of trained models without options.</summary>
        public IGradPipelinesBuilder AddExporter<TExporter>()
            where TExporter : class =>
            grad.Add<TExporter, NoOptions>(ComponentKind.Exporter);

        /// <summary>Adds an exporter of trained models with its options record.</summary>
        public IGradPipelinesBuilder AddExporter<TExporter, TOptions>()
            where TExporter : class
            where TOptions : ComponentOptions =>
            grad.Add<TExporter, TOptions>(ComponentKind.Exporter);

        private IGradPipelinesBuilder Add<TComponent, TOptions>(ComponentKind kind)
            where TComponent : class
            where TOptions : ComponentOptions =>
            grad.Add(ComponentRegistration.Of<TComponent, TOptions>(kind));
    }
}
