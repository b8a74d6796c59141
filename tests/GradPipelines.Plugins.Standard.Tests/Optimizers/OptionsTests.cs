using GradPipelines.Plugins.Standard.Optimizers;

namespace GradPipelines.Plugins.Standard.Tests.Optimizers;

public sealed class OptionsTests
{
    [Fact]
    public void Sgd_NesterovWithoutMomentum_IsRefused() =>
        Assert.Equal("nesterov", Assert.Single(new SgdOptions { Nesterov = true }.Validate()).Key);

    [Fact]
    public void Sgd_DampeningWithoutMomentum_IsRefused() =>
        Assert.Equal("dampening", Assert.Single(new SgdOptions { Dampening = 0.5 }.Validate()).Key);

    [Fact]
    public void RProp_ShortestStepAboveLongest_IsRefused() =>
        Assert.Equal("min_step", Assert.Single(new RPropOptions { MinStep = 1, MaxStep = 0.1 }.Validate()).Key);

    [Fact]
    public void HipsNames_SetTheRate()
    {
        Assert.Equal(0.3, new HipsSgdOptions { StepSize = 0.3 }.InitialRate);
        Assert.Equal(0.3, new HipsRmsPropOptions { StepSize = 0.3 }.InitialRate);
    }
}
