/// Whether the parts of a PV guest go together, as of a checkpoint: what its vCPUs, its list of frames and its start
/// info page name, and what its page tables lead to.
///
/// Of page tables those that are there are read, each once, and nothing else but the start info page. Works in slices.
package struct PVRelations {
  private let frames: PVFrames
  private var tables: PageTableCheck
  /// What was found, in the order of the stream; complete once a step says so.
  package private(set) var findings: [Finding] = []

  /// Nil where there is nothing to look at: of an HVM guest, or where no checkpoint has arrived whole.
  /// - Throws: when the capture cannot be read.
  package init?(_ memory: GuestMemory) throws(CaptureError) {
    guard memory.index.laterChecks.contains(.pageTables), let checkpoint = memory.index.lastCompleteCheckpoint,
      let bits = memory.index.stream?.guestBits
    else { return nil }
    let isModern = if case .legacy = memory.index.shape { false } else { true }
    frames = try PVFrames(memory, at: checkpoint, guestBits: bits, isModern: isModern)
    tables = PageTableCheck(
      memory, at: checkpoint, levels: VcpuFrames.levels(guestBits: bits), isModern: isModern, roots: frames.roots)
  }

  /// How much of the work is done, 0…1.
  package var part: Double { tables.part }

  /// Works for a slice. Returns whether the end has been reached.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard try tables.step() else { return false }
    let named = try frames.frameListFindings(tables.allocated) + frames.contextFindings(tables.allocated)
    findings = (named + tables.findings).sorted { $0.offset < $1.offset }
    return true
  }
}
