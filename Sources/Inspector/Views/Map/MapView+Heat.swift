@_spi(Measuring) import SaveStream

/// The pages that were sent most often, one after the other.
struct HottestPages: Sendable {
  let checkpoint: Int
  /// The hottest first.
  let pages: [HotPage]
  /// The one that was gone to last.
  var place: Int?
}

extension MapView {
  /// Goes to the hottest page, and from there to the next one, or back.
  mutating func goToHottest(_ step: Int, _ layout: MapLayout, _ scene: inout Scene) {
    guard let known = hottest, known.checkpoint == checkpoint(scene) else {
      awaitedHeat = step
      return scene.work(.hottest(checkpoint: checkpoint(scene)))
    }
    let next = known.place.map { $0 + step } ?? 0
    guard known.pages.indices.contains(next) else {
      return scene.say(next < 0 ? "This is the hottest page" : "No further page is kept of the hottest")
    }
    hottest?.place = next
    let page = known.pages[next]
    select(page.pfn, layout)
    let times = page.sends == 1 ? "once" : "\(NumberText.grouped(page.sends)) times"
    scene.say("PFN \(NumberText.hex(page.pfn)): sent \(times), \(next + 1) of the \(known.pages.count) hottest")
  }

  mutating func take(_ pages: [HotPage], checkpoint: Int, _ scene: inout Scene) {
    hottest = HottestPages(checkpoint: checkpoint, pages: pages)
    guard let step = awaitedHeat, let layout = layout(scene) else { return }
    awaitedHeat = nil
    goToHottest(step, layout, &scene)
  }

  // MARK: Classes and contents

  /// Makes classes of what is on the screen, where that has changed.
  mutating func prepareClasses(_ units: SizeUnits) {
    guard look.hasClasses, classesOf.map({ $0 != (look, cells.version, units) }) ?? true else { return }
    classesOf = (look, cells.version, units)
    let numbers = (cells.area?.cells ?? []).joined().compactMap { number in cells[number].map { look.number(of: $0) } }
    classes = MapClasses(numbers)
    classSigns = classes.signs(look.words(units))
  }

  /// Asks what the pages on the screen hold, where the look tells that.
  mutating func prepareContents(_ area: MapArea, _ scene: inout Scene) {
    guard look == .content, area != contentsArea else { return }
    contentsArea = area
    contents = []
    scene.work(.contents(area))
  }

  mutating func take(_ classes: [PageClass?], of area: MapArea) { if area == contentsArea { contents = classes } }

  /// The sign of a cell by what its pages hold; nil while that is not known.
  func signOfContent(_ number: UInt64, _ cell: MapCell) -> MapSign? {
    guard cell.pages > 0 else { return .absent }
    guard let area = contentsArea, area == cells.area, let place = area.place(ofCell: number),
      contents.indices.contains(place)
    else { return nil }
    return contents[place].map(MapSign.content)
  }
}
