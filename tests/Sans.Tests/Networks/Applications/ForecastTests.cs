using Sans.Core.Random;
using Sans.Networks.Forecasts;

namespace Sans.Tests.Networks.Applications;

/// <summary>Forecasts (docs/method/extensions.md, 7.3).</summary>
public sealed class ForecastTests
{
    private static readonly double[] Sine = [.. Enumerable.Range(0, 3_000).Select(t => Math.Sin(2 * Math.PI * t / 125))];

    [Fact]
    public void A_sine_is_continued_by_autoregression_and_by_its_period()
    {
        double[] truth = [.. Enumerable.Range(3_000, 200).Select(t => Math.Sin(2 * Math.PI * t / 125))];
        Assert.Equal(0, Season.Of(Sine) % 125);
        Assert.All(truth.Zip(Season.Repeat(Sine, 125, 200)), p => Assert.Equal(p.First, p.Second, 1e-9));
        Assert.All(truth.Zip(Season.Repeat(Sine, 125, 200, periods: 2)), p => Assert.Equal(p.First, p.Second, 1e-9));
        Assert.All(truth.Zip(new AutoRegression(Sine, 64).Continue(Sine, 200)), p => Assert.Equal(p.First, p.Second, 0.02));
        Assert.Throws<ArgumentException>(() => new AutoRegression(Sine.AsSpan(0, 100), 64));
    }

    [Fact]
    public void An_autoregression_finds_its_coefficients()
    {
        // x[t] = 0.5 x[t - 1] + noise that is white enough.
        double[] x = new double[5_000];
        RandomStream noise = new("forecast", "test");
        for (int t = 1; t < x.Length; t++)
        {
            x[t] = (0.5 * x[t - 1]) + noise.NextNormal();
        }

        double[] forecast = new AutoRegression(x, 2).Continue([0, 1], 3);
        Assert.All(forecast.Zip([0.5, 0.25, 0.125]), p => Assert.Equal(p.Second, p.First, 0.05));
    }

    [Fact]
    public void Periods_repeat_the_last_one_or_the_mean_of_two()
    {
        Assert.Equal([3, 4, 3, 4, 3], Season.Repeat([1, 2, 3, 4], 2, 5));
        Assert.Equal([2, 3, 2], Season.Repeat([1, 2, 3, 4], 2, 3, periods: 2));
    }

    [Fact]
    public void Events_go_on_at_the_median_interval_and_amplitude()
    {
        Assert.Equal([(130L, 2.0), (140, 2)], EventForecast.Of([(100, 1f), (110, 2f), (120, 9f)], 149));

        // A half rounds up. One outlier among eight intervals has no effect.
        Assert.Equal([(12L, 1.0)], EventForecast.Of([(0, 1f), (4, 1f), (9, 1f)], 14).Select(e => (e.Position - 2, e.Amplitude)));
        Assert.Empty(EventForecast.Of([(3, 1f)], 100));
    }
}
