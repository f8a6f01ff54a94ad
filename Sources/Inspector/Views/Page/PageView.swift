@_spi(Measuring) import SaveStream

/// View 5: the biography of a page: each time it was sent, and what it holds at a checkpoint.
struct PageView: InspectorView {
  /// The page; nil until there is one.
  private(set) var pfn: UInt64?
  private(set) var checkpoint = 0
  var sends = PageSendsPane()
  var pane = PageContentPane()
  private(set) var focus = PageViewPane.sends
  private(set) var isMaximised = false
  /// What was read last: of another checkpoint while the answer is awaited.
  private(set) var content: PageContent?
  /// What the guest's kernel knows of the page; nil while that is not known.
  private(set) var kernelFrame: KernelFrame?
  /// Why sends carried the whole page.
  var reasons = KnownReasons(for: .page)
  /// The symbols of addresses that the page holds.
  private(set) var symbols = KernelNames()
  /// The send that others are compared with, by its position.
  private(set) var marked: Int?

  private var isStale = true
  private var askedContent: (pfn: UInt64, checkpoint: Int)?
  private var askedComparison: (Int, Int)?
  private var askedFrame: (pfn: UInt64, checkpoint: Int)?
  private var hasAskedFirst = false
  /// Whether the selected send is to become the last one up to the checkpoint, or the checkpoint that of the send.
  private var selectsSend = true
  private var followsSend = false

  // MARK: Where one is

  /// Shows a page as of a checkpoint.
  mutating func show(_ pfn: UInt64, at checkpoint: Int, _ scene: Scene) {
    if pfn != self.pfn {
      self.pfn = pfn
      content = nil
      marked = nil
      pane.startAnew()
      sends.show(pfn)
    }
    pane.endHit()
    self.checkpoint = max(0, min(checkpoint, max(scene.index.checkpoints.count, 1) - 1))
    selectsSend = true
    followsSend = false
  }

  mutating func enter(_ scene: inout Scene) {
    guard let pfn = scene.focus.pfn else { return }
    let checkpoint = scene.focus.checkpoint ?? scene.index.lastCompleteCheckpoint ?? 0
    if pfn != self.pfn || checkpoint != self.checkpoint { show(pfn, at: checkpoint, scene) }
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .history(let pfn, let checkpoint): show(pfn, at: checkpoint, scene)
    case .memory(let address, let count, let checkpoint):
      show(address / UInt64(pageSize), at: checkpoint, scene)
      let byte = Int(address % UInt64(pageSize))
      pane.show(hit: byte..<byte + count)
      focus = .content
    case .within(.history(let pfn, let checkpoint), .byte(let byte)):
      if pfn != self.pfn || checkpoint != self.checkpoint { show(pfn, at: checkpoint, scene) }
      focus = .content
      pane.comeBack(to: Int(clamping: byte))
    case .row(let row): select(place: Int(clamping: row), scene)
    default: break
    }
  }

  /// Selects a send by its place in the list, and shows the page as of its checkpoint.
  mutating func select(place: Int, _ scene: Scene) {
    sends.select(place: place, height: layout(scene).sends.rows)
    hasSelected()
  }

  /// The selected send is another one: the checkpoint becomes its own.
  mutating func hasSelected() {
    followsSend = true
    selectsSend = false
    pane.endHit()
  }

  /// Steps to another checkpoint; the page as of it, sent there or not.
  mutating func stepCheckpoint(_ step: Int, _ scene: inout Scene) {
    let target = checkpoint + step
    guard target >= 0, target < scene.index.checkpoints.count else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    guard let pfn else { return }
    show(pfn, at: target, scene)
  }

  // MARK: Panes

  func focusedPane(_ scene: Scene) -> Rect { layout(scene)[focus] }

  mutating func setFocus(_ pane: PageViewPane) { focus = pane }

  mutating func toggleMaximised() { isMaximised.toggle() }

  /// Marks the selected send, compares others with it, or ends that.
  mutating func markSend(_ scene: inout Scene) {
    guard let position = sends.selectedPosition else { return scene.say("There is no send to compare") }
    if pane.isComparing || marked == position {
      marked = nil
      pane.isComparing = false
      scene.say("Nothing is compared any more")
    } else if marked == nil {
      marked = position
      let key = scene.keys.keyWord(of: .markSend, in: .page)
      scene.say("Send \(position) is marked: \(key) at another one compares the page after both")
    } else {
      pane.isComparing = true
      pane.showBytes()
    }
  }

  // MARK: Reading

  mutating func indexChanged(_ scene: inout Scene) {
    isStale = true
    hasAskedFirst = false
    askedFrame = nil
    sends.forget()
    reasons.forget()
  }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    if case .kernelFrame(let frame) = answer, frame.pfn == pfn, frame.checkpoint == checkpoint {
      kernelFrame = frame
      if let content { take(content, scene) }
    }
    if case .reasons(let found, _) = answer { reasons.take(found) }
    if case .kernelNames(let names, let checkpoint, _) = answer { symbols.take(names, checkpoint: checkpoint) }
    guard case .biography(let answer?) = answer else { return }
    switch answer {
    case .firstSent(let first):
      if let first, pfn == nil { show(first.pfn, at: first.checkpoint, scene) }
    case .content(let content): take(content, scene)
    case .steps(let pfn, let positions, let steps, let maps): sends.take(steps, maps: maps, at: positions, of: pfn)
    case .selection(let found, let isFinished): sends.take(found, isFinished: isFinished)
    case .comparison(let comparison): if comparison.pfn == pfn { pane.take(comparison) }
    case .entry(let entry):
      guard let entry else { return scene.say("The entry of this send is not in the capture") }
      scene.go(to: .tree(.node(kinds: [.entry], offset: entry)))
    }
  }

  private mutating func take(_ content: PageContent, _ scene: Scene) {
    guard content.pfn == pfn, content.checkpoint == checkpoint else { return }
    let isNew = self.content == nil
    var content = content
    // Of an HVM guest only its page tables themselves tell which pages are such.
    if content.structure == nil, content.page != nil, let frame = kernelFrame, let level = frame.tableLevel,
      frame.pfn == pfn, frame.checkpoint == checkpoint
    {
      content.structure = PageStructure(tableLevel: level)
    }
    self.content = content
    sends.take(total: content.sendCount)
    pane.take(content, isNew: isNew, isFollowed: focus == .sends)
    if selectsSend {
      sends.seek(max(content.sendsSoFar - 1, 0), height: layout(scene).sends.rows)
      selectsSend = false
    }
  }

  mutating func prepare(_ scene: inout Scene) {
    guard let pfn else {
      if !hasAskedFirst, scene.index.contentCount > 0 { scene.read(.biography(.firstSent)) }
      hasAskedFirst = true
      return
    }
    let layout = layout(scene)
    if let request = sends.request() { scene.work(.sendSelection(request)) }
    if let positions = sends.prepare(height: layout.sends.rows) { scene.read(.biography(.steps(pfn: pfn, positions))) }
    if followsSend, let row = sends.selected {
      checkpoint = row.send.checkpoint
      followsSend = false
    }
    if isStale || askedContent.map({ $0 != (pfn, checkpoint) }) ?? true {
      isStale = false
      askedContent = (pfn, checkpoint)
      scene.read(.biography(.content(pfn: pfn, checkpoint: checkpoint)))
    }
    prepareComparison(pfn, &scene)
    prepareKernel(pfn, &scene)
    reasons.prepare(sends.selected?.send.encoding, &scene)
    pane.fit(layout.content, hasMap: layout.map.isEmpty)
  }

  private mutating func prepareComparison(_ pfn: UInt64, _ scene: inout Scene) {
    guard pane.isComparisonShown, let marked, let selected = sends.selectedPosition else {
      askedComparison = nil
      return
    }
    // In the order of the stream, whichever was marked first.
    let pair = (min(marked, selected), max(marked, selected))
    guard askedComparison.map({ $0 != pair }) ?? true else { return }
    askedComparison = pair
    scene.read(.biography(.comparison(pfn: pfn, pair.0, pair.1)))
  }

  /// Asks what the guest's kernel knows of the page, and of the address under the cursor.
  private mutating func prepareKernel(_ pfn: UInt64, _ scene: inout Scene) {
    guard content?.checkpoint == checkpoint, scene.index.isFinished else { return }
    if askedFrame.map({ $0 != (pfn, checkpoint) }) ?? true {
      askedFrame = (pfn, checkpoint)
      if kernelFrame?.pfn != pfn { kernelFrame = nil }
      scene.work(.kernelFrame(pfn: pfn, checkpoint: checkpoint))
    }
    let addresses = [addressUnderCursor, addressOfCursor].compactMap(\.self)
    let missing = addresses.isEmpty ? [] : symbols.missing(addresses, checkpoint: checkpoint)
    if !missing.isEmpty { scene.work(.kernelNames(missing, checkpoint: checkpoint, .page)) }
  }

  /// The kernel's own address of the byte under the cursor, where it is one of the kernel's image.
  private var addressOfCursor: UInt64? {
    guard focus == .content, pane.areBytesShown, let frame = kernelFrame, frame.pfn == pfn else { return nil }
    return frame.addresses?.image.map { $0 + UInt64(pane.bytes.cursor) }
  }

  /// The word under the cursor, where it is an address of the kernel's code or data.
  private var addressUnderCursor: UInt64? {
    guard focus == .content, pane.areBytesShown, let bytes = content?.page?.bytes else { return nil }
    let start = pane.bytes.cursor & ~7
    guard start + 8 <= bytes.count else { return nil }
    let word = bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return KernelNames.canBeNamed(word) ? word : nil
  }

  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool {
    hit.match == .memory && pfn.map { ($0 << 12) + UInt64(pane.bytes.cursor) } == hit.place
  }

  func whatIsMissing(_ scene: Scene) -> String? { pfn == nil ? "no page" : nil }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .history(pfn: pfn ?? 0, checkpoint: checkpoint))
    guard let pfn else { return ViewPosition(place: .row(0)) }
    position.focus = Focus(checkpoint: checkpoint, pfn: pfn)
    position.byteOfPage = pane.bytes.cursor
    position.unit = "sends"
    position.filter = sends.list.summary
    // Where all sends that are listed are still to come, none is marked as selected.
    let selected = sends.selected.flatMap { $0.send.checkpoint > checkpoint ? nil : $0 }
    if let count = sends.count, selected != nil { position.row = (UInt64(sends.cursor.selected) + 1, UInt64(count)) }
    position.words = "PFN \(NumberText.hex(pfn)), checkpoint \(checkpoint)"
    if focus == .content, pane.areBytesShown {
      position.spot = .byte(UInt64(pane.bytes.cursor))
      position.words += ", byte \(NumberText.hex(UInt64(pane.bytes.cursor)))"
      let symbol = { (address: UInt64?) in
        address.flatMap { symbols[$0, checkpoint] }.map { $0.text(unicode: scene.glyphs.isUnicode) }
      }
      if let name = symbol(addressOfCursor) { position.words += ", \(name)" }
      position.remark = symbol(addressUnderCursor).map { "the address of \($0)" }
    } else {
      position.offset = selected?.send.offset
    }
    return position
  }
}
