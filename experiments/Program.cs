using Sans.Experiments;
using Sans.Runner;

return SansApplication.Run(args, ExperimentCatalog.All, ActivationRegistry.Instance, HandedEngines.All);
