/// The guest's PFN space as a map: for cells of a power of two of PFNs, what is there as of a checkpoint and what was
/// sent.
///
/// Counting goes by who sent what. It costs the PFNs that were sent in the area asked for, however far they lie apart,
/// and for compressed pages one walk over the deltas of the checkpoint, which is kept for the next area. Not for use
/// from two threads at once.
@_spi(Measuring) public final class MemoryMap {
  let memory: GuestMemory
  /// Where the guest's PFNs are.
  package let extent: MapExtent
  /// Where contents belong.
  let places: ContentPlaces
  /// The deltas of the checkpoint that was last counted.
  private(set) var deltas: SentDeltas?

  public init(_ memory: GuestMemory) {
    self.memory = memory
    places = ContentPlaces(memory.contents)
    let isStated = memory.index.shape?.reading.statesPFNEnd ?? true
    extent = MapExtent(memory.sends, pfnEnd: isStated ? memory.index.pfnEnd : IndexSnapshot.unboundedPFNEnd)
  }

  /// Begins to count the cells of an area.
  package func count(_ area: MapArea) -> MapCount { MapCount(area, of: self) }

  /// Walks a slice further over the deltas of a checkpoint, unless they are all known. Returns the part that is known,
  /// 0…1.
  /// - Throws: when the capture cannot be read.
  func walkDeltas(of checkpoint: Int) throws(CaptureError) -> Double {
    if deltas?.checkpoint != checkpoint { deltas = SentDeltas(memory, checkpoint: checkpoint) }
    try deltas?.step(memory)
    return deltas?.part ?? 1
  }
}
