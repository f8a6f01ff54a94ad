@_spi(Measuring) import SaveStream

/// View 4: the guest's PFN space as cells, as of a checkpoint.
struct MapView: InspectorView {
  private(set) var look = MapLook.types
  /// What the guest uses its frames for, once that was asked for, and what was asked last.
  var uses: MapUses?
  private(set) var asked: MapUses.Question?
  /// The zoom: a cell stands for 2^zoom PFNs; nil for the whole guest.
  var zoom: Int?
  /// The PFN that is selected, with its cell.
  private(set) var pfn: UInt64 = 0
  /// The first line on the screen.
  private(set) var top: UInt64 = 0
  /// The checkpoint as of whose end the map is; nil for the last one, also when others follow.
  private var fixedCheckpoint: Int?
  private(set) var cells = MapCells()
  /// Which cells are shown; all others are blank.
  var filter = MapFilter()
  /// Where the guest's PFNs are; nil until it is known.
  private(set) var extent: MapExtent? { didSet { extentNumber += 1 } }
  private var extentNumber = 0
  private var knownLayout: (form: LayoutForm, layout: MapLayout)?
  /// Classes of the numbers on the screen, and what they were made of.
  var classes = MapClasses([])
  var classSigns: [MapSign] = []
  var classesOf: (look: MapLook, version: Int, units: SizeUnits)?
  /// What the pages of an area hold, as far as is known.
  var contents: [PageClass?] = []
  var contentsArea: MapArea?
  /// The pages that were sent most often, once they were asked for, and the step that waits for them.
  var hottest: HottestPages?
  var awaitedHeat: Int?
  private var isStale = true
  private var awaitsExtent = false
  private var wantsCount = false
  /// Whether it could not be found out who sent what.
  private(set) var hasFailed = false

  func checkpoint(_ scene: Scene) -> Int {
    let last = max(scene.index.checkpoints.count, 1) - 1
    return min(fixedCheckpoint ?? last, last)
  }

  /// What is where on the screen; nil while the extent is not known, or nothing was sent.
  func layout(_ scene: Scene) -> MapLayout? {
    guard let extent, extent.end > 0 else { return nil }
    let form = LayoutForm(rows: scene.rows, columns: scene.columns, zoom: zoom, extent: extentNumber)
    if let known = knownLayout, known.form == form { return known.layout }
    return MapLayout(rows: scene.rows, columns: scene.columns, extent: extent, shift: zoom)
  }

  /// What the layout was made for: it is asked for many times, and takes a while.
  private struct LayoutForm: Equatable {
    let rows: Int
    let columns: Int
    let zoom: Int?
    let extent: Int
  }

  /// The page under the cursor: the PFN that was gone to, or the first one of the cell that was sent.
  func selectedPFN(_ layout: MapLayout) -> UInt64 {
    let cell = layout.cell(of: pfn)
    return layout.pfns(ofCell: cell).lowerBound == pfn ? cells[cell]?.firstPFN ?? pfn : pfn
  }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    guard let layout = layout(scene) else { return }
    if move(command, layout) { return }
    switch command {
    case .changeLook: look = look.next
    case .zoomIn: zoom(by: -1, layout, scene)
    case .zoomOut: zoom(by: 1, layout, scene)
    case .nextHottest: goToHottest(1, layout, &scene)
    case .previousHottest: goToHottest(-1, layout, &scene)
    case .nextCheckpoint: step(1, &scene)
    case .previousCheckpoint: step(-1, &scene)
    case .activate, .pageRows, .page: goTo(command, layout, &scene)
    case .copy:
      let text = NumberText.hex(pfn)
      scene.requests.append(.effect(.copy(text)))
      scene.say("Copied PFN \(text)")
    default: break
    }
  }

  private mutating func step(_ step: Int, _ scene: inout Scene) {
    let count = scene.index.checkpoints.count
    let target = checkpoint(scene) + step
    guard target >= 0, target < count else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    show(checkpoint: target, scene)
  }

  private mutating func show(checkpoint: Int, _ scene: Scene) {
    fixedCheckpoint = checkpoint < scene.index.checkpoints.count - 1 ? checkpoint : nil
  }

  /// Goes to what was sent of the cell or page under the cursor, up to the checkpoint.
  private func goTo(_ command: Command, _ layout: MapLayout, _ scene: inout Scene) {
    let checkpoint = checkpoint(scene)
    let cell = layout.cell(of: pfn)
    guard cells[cell]?.firstPFN != nil else {
      return scene.say("Nothing here was sent up to checkpoint \(checkpoint)")
    }
    let page = selectedPFN(layout)
    switch command {
    case .page: scene.go(to: .history(pfn: page, checkpoint: checkpoint))
    case .pageRows: scene.go(to: .page(.lastSend(pfn: page, checkpoint: checkpoint)))
    default: scene.go(to: .sends(of: layout.pfns(ofCell: cell), first: page, checkpoint: checkpoint))
    }
  }

  /// Selects a PFN, or the nearest one that is on the map.
  mutating func select(_ pfn: UInt64, _ layout: MapLayout, top wanted: UInt64? = nil) {
    self.pfn = layout.nearestShown(pfn)
    top = layout.top(wanted ?? top, showing: self.pfn)
  }

  mutating func enter(_ scene: inout Scene) {
    if let checkpoint = scene.focus.checkpoint { show(checkpoint: checkpoint, scene) }
    guard let pfn = scene.focus.pfn else { return }
    if let layout = layout(scene), layout.cell(of: pfn) == layout.cell(of: self.pfn) { return }
    self.pfn = pfn
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .map(let pfn, let checkpoint):
      show(checkpoint: checkpoint, scene)
      self.pfn = pfn
    case .row(let row):
      guard let layout = layout(scene) else { return }
      select(layout.pfns(ofCell: row).lowerBound, layout)
    default: break
    }
  }

  mutating func take(_ answer: ReadAnswer, _ scene: inout Scene) {
    switch answer {
    case .mapExtent(let extent, _):
      self.extent = extent
      awaitsExtent = false
      wantsCount = true
    case .map(let area, let part): cells.take(part, of: area)
    case .hottest(let pages, let checkpoint): take(pages, checkpoint: checkpoint, &scene)
    case .contents(let area, let found): take(found, of: area)
    case .kernelUses(let found, let checkpoint): take(found, checkpoint: checkpoint, &scene)
    default: break
    }
  }

  mutating func indexChanged(_ scene: inout Scene) {
    isStale = true
    awaitsExtent = false
    hasFailed = false
    hottest = nil
    contentsArea = nil
  }

  mutating func workStopped(_ kind: WorkKind) {
    if kind == .sends, extent == nil { hasFailed = true }
    if kind == .hottest { awaitedHeat = nil }
    if kind == .kernelUses, look.isOfGuest, uses?.answers(asked) != true { showTypes() }
  }

  mutating func showTypes() {
    look = .types
    // What a filter asks for is not asked for again.
    if !filter.asksForUse { asked = nil }
  }

  mutating func prepare(_ scene: inout Scene) {
    guard !scene.index.entryRows.isEmpty else { return }
    if isStale, !awaitsExtent, !scene.work.isRunning(.map) {
      isStale = false
      awaitsExtent = true
      scene.read(.mapExtent(.map))
    }
    guard let layout = layout(scene) else { return }
    knownLayout = (
      LayoutForm(rows: scene.rows, columns: scene.columns, zoom: zoom, extent: extentNumber), layout
    )
    select(pfn, layout)
    if let question = question(scene), question != asked {
      asked = question
      if uses?.answers(question) != true {
        scene.work(.kernelUses(checkpoint: question.checkpoint, withOwners: question.withOwners))
      }
    }
    let area = layout.area(top: top, checkpoint: checkpoint(scene))
    if wantsCount || area != cells.area {
      wantsCount = false
      cells.turn(to: area)
      scene.work(.map(area))
    }
    prepareClasses(scene.units)
    prepareContents(area, &scene)
    filter.update(cells, layout, uses?.answers(question(scene)) == true ? uses : nil)
  }

  /// The cells of the whole guest, as large as they are on the screen, with the figures of all looks.
  func export(_ scene: Scene) -> ExportContent? {
    guard let layout = layout(scene) else { return nil }
    let checkpoint = checkpoint(scene)
    let options = filter.expression.isEmpty ? [] : ["--where", filter.expression]
    return ExportContent(
      command: "map",
      options: ["--checkpoint", "\(checkpoint)", "--cell", "\(UInt64(1) << UInt64(layout.shift))"] + options,
      name: "map", checkpoint: checkpoint, format: .csv)
  }

  func offers(_ command: Command, _ scene: Scene) -> Bool {
    guard let layout = layout(scene) else { return true }
    return switch command {
    case .zoomIn: layout.shift > 0
    case .activate, .page, .pageRows: cells[layout.cell(of: pfn)].map { $0.firstPFN != nil } ?? true
    // Where all pages were sent once, none is the hottest.
    case .nextHottest: scene.index.sendsPagesAgain ?? true
    default: true
    }
  }

  func whatIsMissing(_ scene: Scene) -> String? { layout(scene) == nil ? "no pages" : nil }

  func position(_ scene: Scene) -> ViewPosition {
    let checkpoint = checkpoint(scene)
    var position = ViewPosition(place: .map(pfn: pfn, checkpoint: checkpoint))
    guard let layout = layout(scene) else { return position }
    let pfns = layout.pfns(ofCell: layout.cell(of: pfn))
    let last = pfns.count > 1 ? " to \(NumberText.hex(pfns.upperBound - 1))" : ""
    position.words = "PFN \(NumberText.hex(pfns.lowerBound))\(last), checkpoint \(checkpoint)"
    position.row = (layout.cell(of: pfn) + 1, layout.cell(of: layout.end - 1) + 1)
    position.unit = "cells"
    position.filter = filter.summary
    position.pfnEnd = layout.end
    position.focus = Focus(checkpoint: checkpoint, pfn: selectedPFN(layout))
    return position
  }
}
