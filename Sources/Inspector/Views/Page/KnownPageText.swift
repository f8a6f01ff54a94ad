import SaveStream

/// What a page is for, in words.
enum KnownPageText {
  /// What all of these say of one page: "the xenstore ring (tail of checkpoint 2)".
  static func of(_ known: [KnownPage]) -> String {
    let shown = known.prefix(2).map { "\(words(for: $0.role)) (\(words(for: $0.source)))" }
    let more = known.count > shown.count ? ", and \(NumberText.grouped(known.count - shown.count)) more" : ""
    return shown.joined(separator: ", and ") + more
  }

  private static func words(for role: KnownPage.Role) -> String {
    switch role {
    case .startInfo: "the start info page"
    case .xenstoreRing: "the xenstore ring"
    case .consoleRing: "the console ring"
    case .ioreq: "the page of I/O requests"
    case .bufferedIoreq: "the page of buffered I/O requests"
    case .ioreqServer(let place): "page \(place) for further device models"
    case .identityPageTable: "the identity page table"
    case .vm86TaskState: "the task state for real mode"
    case .generationID: "where the generation ID lies"
    case .pagingRing: "the ring of the pager"
    case .accessRing: "the ring of memory events"
    case .sharingRing: "the ring of page sharing"
    case .pageTable(let vcpu, let level, _): "the L\(level) page table of vCPU \(vcpu)"
    case .userPageTable(let vcpu): "the L4 page table of vCPU \(vcpu) in user mode"
    case .descriptorTable(let vcpu, let frame): "page \(frame) of the GDT of vCPU \(vcpu)"
    case .p2m(let first): "the guest's P2M from PFN \(NumberText.hex(first)) on"
    }
  }

  private static func words(for source: KnownPage.Source) -> String {
    switch source {
    case .header: "header"
    case .body(let checkpoint): "body of checkpoint \(checkpoint)"
    case .tail(let checkpoint): "tail of checkpoint \(checkpoint)"
    case .startInfo(let checkpoint): "start info at checkpoint \(checkpoint)"
    }
  }
}
