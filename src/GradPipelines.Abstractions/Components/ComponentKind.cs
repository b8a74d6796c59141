namespace GradPipelines.Plugins;

/// <summary>What a component is for; with its name it identifies the component.</summary>
/// <remarks>A kind is a role in an experiment, so `linear` the model and `linear` the schedule do not collide.</remarks>
public enum ComponentKind
{
    /// <summary>An element-wise operation: an activation, and a function in formulas.</summary>
    Operation,

    /// <summary>A layer of a model.</summary>
    Layer,

    /// <summary>A whole model, from the features of an example to its prediction.</summary>
    Model,

    /// <summary>What training makes small.</summary>
    Loss,

    /// <summary>What is measured beside the loss.</summary>
    Metric,

    /// <summary>The rule that turns gradients into updates.</summary>
    Optimizer,

    /// <summary>The learning rate as a function of the step.</summary>
    Schedule,

    /// <summary>The starting values of a parameter.</summary>
    Initializer,

    /// <summary>Where examples come from.</summary>
    DataSource,

    /// <summary>A step that is fitted on the training split and travels with the model.</summary>
    Preprocessor,

    /// <summary>An observer of training that may ask to stop.</summary>
    Callback,

    /// <summary>A picture made from a finished run.</summary>
    Plot,

    /// <summary>A form in which a trained model is written.</summary>
    Exporter,
}
