using MyStudy;
using Sans.Runner;

return SansApplication.Run(args, ExperimentCatalog.All, ActivationRegistry.Instance);
