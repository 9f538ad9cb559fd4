using Sans.Benchmarks;

switch (args.FirstOrDefault())
{
    case "trainings":
        TrainingTimes.Print(Argument(1, 20), activation: args.ElementAtOrDefault(2), kernelSize: Argument(3, 0));
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Sans.Benchmarks -- trainings");
        return 2;
}

int Argument(int index, int otherwise) =>
    args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
