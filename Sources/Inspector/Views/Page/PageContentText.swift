@_spi(Measuring) import SaveStream

/// What there is to say of a page as of a checkpoint.
struct PageContentText {
  let content: PageContent
  /// What the guest's kernel knows of it; nil while that is not known.
  let kernel: KernelFrame?
  let scene: Scene

  private var checkpoint: Int { content.checkpoint }
  private var dot: String { " \(scene.glyphs.dot) " }

  /// The lines of the head: what and where it is, how often it was sent, what it is for and what speaks against it.
  func lines(columns: Int) -> [[StyledText]] {
    var lines = [facts]
    if content.sendCount > 0 { lines.append([sends] + sendsOverTime(columns: columns - TextWidth.of(sends.text))) }
    lines += remarks(columns: columns)
    if let kernel, content.page != nil, kernel.pfn == content.pfn, kernel.checkpoint == checkpoint {
      let words = KernelFrameText.words(for: kernel, unicode: scene.glyphs.isUnicode)
      lines += TextWidth.wrapped(words, columns).map { [StyledText($0)] }
    }
    return lines
  }

  private var facts: [StyledText] {
    let pfn = [StyledText("PFN \(NumberText.hex(content.pfn))", .value)]
    guard let page = content.page else {
      return pfn + [StyledText(dot), StyledText(absence, content.sendCount == 0 ? .plain : .warning)]
    }
    return pfn + [
      StyledText(dot + page.type.name, .plain), StyledText(" at checkpoint \(checkpoint)", .plain),
      StyledText(dot + "address \(NumberText.hex(content.pfn << 12))", .dim),
    ]
  }

  /// Why the page is not there.
  private var absence: String {
    switch content.absence {
    case .outside(let end): return "there is no such page: PFNs end at \(NumberText.hex(end))"
    case .neverSent:
      return scene.index.isFinished ? "never sent in this capture" : "not sent so far; the capture is still being read"
    case .notYetSent(let first):
      return "not there at checkpoint \(checkpoint): sent for the first time in checkpoint \(first)"
    case .broken(let at):
      let place = at == checkpoint ? "there" : "in checkpoint \(at)"
      return "not there at checkpoint \(checkpoint): said to be broken \(place)"
    case .unmapped: return "not there at checkpoint \(checkpoint): its tail lists the PFN as unmapped"
    case .contentMissing: return "not there at checkpoint \(checkpoint): the capture does not hold what was sent"
    case nil: return "not there at checkpoint \(checkpoint)"
    }
  }

  /// How often it was sent, and when last.
  private var sends: StyledText {
    let count = content.sendCount - content.brokenCount
    let soFar = content.sendsSoFar - content.brokenSoFar
    var words = count == 0 ? "never sent" : count == 1 ? "sent once" : "sent \(NumberText.grouped(count)) times"
    guard let last = content.lastSend else { return StyledText(words + ", later") }
    if soFar < count { words += ", \(NumberText.grouped(soFar)) of them up to here" }
    let place = last.checkpoint == checkpoint ? "this checkpoint" : "checkpoint \(last.checkpoint)"
    switch last.encoding {
    case .none: return StyledText(words + "; said to be broken in \(place)")
    case .verify: return StyledText(words + "; last, to be compared, in \(place)")
    case .missing:
      return StyledText(words + "; what \(place) sent is missing or does not decode", .warning)
    default: return StyledText(words + (count == 1 ? ", in \(place)" : ", last in \(place)"))
    }
  }

  /// When it was sent, from the first checkpoint to the last: the more often, the higher. The checkpoint that is looked
  /// at is lit.
  private func sendsOverTime(columns: Int) -> [StyledText] {
    let counts = content.sendsByCheckpoint
    let slots = ChartSlots(count: counts.count, slots: min(counts.count, columns - 6))
    guard content.sendCount > 1, slots.slots >= min(counts.count, 12), slots.slots > 1 else { return [] }
    let sums = (0..<slots.slots).map { counts[slots.values(ofSlot: $0)].reduce(0, +) }
    let most = max(sums.max() ?? 1, 1)
    let here = slots.slot(
      ofValue: ChartSlots(count: scene.index.checkpoints.count, slots: counts.count).slot(ofValue: checkpoint))
    let edge = String(scene.glyphs.vertical)
    return [StyledText("  " + edge, .border)]
      + sums.enumerated().map { slot, count in
        let step = count == 0 ? 0 : max(1, count * 8 / most)
        return StyledText(
          String(step == 0 ? scene.glyphs.barEmpty : PlottedChart.block(step, scene.glyphs)),
          slot == here ? .value : step == 0 ? .barEmpty : .heat2)
      } + [StyledText(edge, .border)]
  }

  private func remarks(columns: Int) -> [[StyledText]] {
    var lines: [[StyledText]] = []
    if !content.known.isEmpty {
      let words = "This page is \(KnownPageText.of(content.known))."
      lines += TextWidth.wrapped(words, columns).map { [StyledText($0, .good)] }
    } else if content.structure != nil, let level = content.page?.type.pageTableLevel ?? kernel?.tableLevel {
      lines.append([StyledText("This page is a page table of level \(level).", .good)])
    }
    if let doubt = content.page?.doubt {
      let words = "\(scene.glyphs.warning) \(PageHistoryReport.words(for: doubt))"
      lines += TextWidth.wrapped(words, columns).map { [StyledText($0, .warning)] }
    }
    return lines
  }
}

/// The page as its bytes are shown: what its checkpoint changed is lit.
extension PageContent: LitPage {
  var bytes: [UInt8] { page?.bytes ?? [] }

  func isNew(word: Int) -> Bool { changed?[word] ?? false }

  func isSent(word: Int) -> Bool { false }

  var title: String {
    guard page != nil else { return "bytes at checkpoint \(checkpoint)" }
    guard let changed else {
      return "bytes at checkpoint \(checkpoint)" + (checkpoint > 0 ? ": not there before" : "")
    }
    let first = changed.first(isChanged: true, from: 0)
    guard first < wordsPerPage else { return "bytes at checkpoint \(checkpoint): the same as before" }
    let place = NumberText.hex(UInt64(first * wordSize))
    let marks = MarkedWords(count: changed.count)
    guard !marks.areAllNew else { return "bytes at checkpoint \(checkpoint): all words changed" }
    let from =
      marks.marksKept ? "those that did not are marked" : changed.count > 1 ? "from \(place) on" : "at \(place)"
    return "bytes at checkpoint \(checkpoint): \(NumberText.counted(changed.count, "word")) changed, \(from)"
  }
}

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
