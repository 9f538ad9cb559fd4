using Sans.Runner;

return SansApplication.Run(args, Sans.Experiments.ExperimentCatalog.All, Sans.Experiments.ActivationRegistry.Instance);
