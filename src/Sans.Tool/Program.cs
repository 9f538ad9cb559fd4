using Sans.Runner;
using Sans.Tool;

return StudyProject.Run(Environment.CurrentDirectory, args)
    ?? SansApplication.Run(args, ExperimentCatalog.All, ActivationRegistry.Instance);
