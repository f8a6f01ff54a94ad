/// What shows only when contents are applied: pages that differ from what they verify, and deltas without a base.
///
/// Costs a pass over the contents of the checkpoints concerned, so it is done where it is asked for.
package struct MemoryCheck {
  private let memory: GuestMemory
  /// Findings of each rule in each checkpoint that are kept; more say nothing new.
  private static let maximumOfEach = 256

  package init(_ memory: GuestMemory) { self.memory = memory }

  /// All findings, by checkpoint.
  /// - Throws: when the capture cannot be read.
  package func findings() throws(CaptureError) -> [Finding] {
    var findings = try mismatches()
    let bases = try basesMissing()
    findings += bases
    return findings.sorted { ($0.checkpoint ?? 0, $0.offset) < ($1.checkpoint ?? 0, $1.offset) }
  }

  // MARK: Verify mode

  private func mismatches() throws(CaptureError) -> [Finding] {
    var findings: [Finding] = []
    var counts: [Int: Int] = [:]
    for contents in memory.sends.comparedContents {
      let rows =
        memory.index.row(
          holding: contents.lowerBound, contentOnly: true)...memory.index.row(
          holding: contents.upperBound - 1, contentOnly: true)
      for row in rows {
        let checkpoint = memory.index.checkpoint(ofRow: row)
        for entry in try sends(ofRow: memory.index.entryRows[row]) {
          guard counts[checkpoint, default: 0] < Self.maximumOfEach,
            let finding = try mismatch(entry.send, pfn: entry.pfn, checkpoint: checkpoint)
          else { continue }
          counts[checkpoint, default: 0] += 1
          findings.append(finding)
        }
      }
    }
    return findings
  }

  /// What is wrong with a content that was sent to be compared; nil when the page is the same, or not there.
  private func mismatch(
    _ send: PageSends.Send, pfn: UInt64, checkpoint: Int
  ) throws(CaptureError) -> Finding? {
    let known = try memory.contents.describe(send)
    guard known.encoding == .verify, let offset = known.offset,
      let page = try memory.page(pfn: pfn, at: checkpoint)
    else { return nil }
    var compared = page.bytes
    _ = try memory.contents.apply(memory.contents.find(send.content), to: &compared)
    let differing = ChangedWords(compared.span, page.bytes.span).count
    guard differing > 0 else { return nil }
    return Finding(
      .verifyMismatch, at: offset, checkpoint: checkpoint, part: .pageData, value: pfn,
      limit: UInt64(differing))
  }

  /// The content-carrying entries of a row that belong to memory.
  private func sends(ofRow row: EntryRow) throws(CaptureError) -> [(pfn: UInt64, send: PageSends.Send)] {
    try memory.contents.contents(ofRow: row).filter { $0.entry.pfn < memory.index.pfnEnd }.map {
      ($0.entry.pfn, .init(content: $0.content, type: $0.entry.type))
    }
  }

  // MARK: Bases

  /// Deltas for pages that were never sent before, or not since an entry said they are broken.
  private func basesMissing() throws(CaptureError) -> [Finding] {
    guard memory.index.checkpoints.contains(where: \.isCompressed) else { return [] }
    var firsts: [(pfn: UInt64, send: PageSends.Send)] = []
    memory.sends.forEachList { list in
      let starts = [0] + memory.sends.removals(of: list.pfn).map { list.count(before: $0.contentBefore) }
      for start in Set(starts) where start < list.count {
        if let first = list[start...].first(where: { !memory.sends.isCompared($0.content) }) {
          if !memory.contents.isImage(first.content) { firsts.append((list.pfn, first)) }
        }
      }
    }
    firsts.sort { $0.send.content < $1.send.content }
    var findings: [Finding] = []
    var counts: [Int: Int] = [:]
    for (pfn, send) in firsts {
      let known = try memory.contents.describe(send)
      guard known.encoding == .delta || known.encoding == .empty, let offset = known.offset,
        counts[known.checkpoint, default: 0] < Self.maximumOfEach
      else { continue }
      counts[known.checkpoint, default: 0] += 1
      findings.append(
        Finding(
          .deltaWithoutBase, at: offset, checkpoint: known.checkpoint, part: .compressedData, value: pfn))
    }
    return findings
  }
}
