using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>
/// Extrema (Algorithm 3). In each round, a candidate stays that outranks all undecided ones within the distance, and removes
/// them. The greedy order would keep the same: whatever could remove such a candidate is smaller or gone.
/// </summary>
internal sealed class ExtremaForm : ITensorForm<Extrema>
{
    /// <inheritdoc/>
    public ITensorSelection Prepare(Extrema activation, MapLayout maps) => new Selection(activation, maps);

    private static BoxMaximum Within(Extrema activation, MapLayout maps, double progress) =>
        new(maps, length => WindowMaximum.Around(maps, length, m => activation.DistanceAt(m, progress)));

    private sealed class Selection(Extrema activation, MapLayout maps) : IRoundedSelection, IProgressiveSelection
    {
        private readonly Tensor _isAnyUndecided = zeros([], ScalarType.Bool, maps.Device);
        private readonly BoxMaximum _atTheEnd = Within(activation, maps, progress: 1);

        // The boxes of training in the present epoch, where its distance differs.
        private BoxMaximum? _now;

        // Ordinary maps need two to four rounds.
        private int _rounds = 4;

        public double Progress
        {
            set => _now = activation.DistanceStart is null || value >= 1 ? null : Within(activation, maps, value);
        }

        public Tensor Select(Tensor similarity, SelectionPhase phase)
        {
            BoxMaximum within = phase == SelectionPhase.Training && _now is { } now ? now : _atTheEnd;

            // 0 marks decided positions and those that are no candidates.
            Tensor undecided = MagnitudeRank.Of(similarity) * ExtremaCandidatesMask.Of(similarity, maps.Shape);
            Tensor kept = zeros_like(undecided, ScalarType.Bool);
            for (int round = 0; round < _rounds; round++)
            {
                Tensor isUnbeaten = within.Of(undecided).eq(undecided) & undecided.gt(0);
                kept = kept | isUnbeaten;
                undecided = undecided * within.Of(isUnbeaten.to(ScalarType.Int32)).eq(0);
            }

            _isAnyUndecided.logical_or_(undecided.any());
            return kept;
        }

        public bool WasCutShort()
        {
            bool wasCutShort = _isAnyUndecided.item<bool>();
            _isAnyUndecided.zero_();
            _rounds *= wasCutShort ? 2 : 1;
            return wasCutShort;
        }
    }
}
