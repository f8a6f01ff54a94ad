@_spi(Measuring) import SaveStream

/// What the keys do in the Guest view.
extension GuestView {
  mutating func perform(_ command: Command, _ scene: inout Scene) {
    switch command {
    case .nextPane: turnPane(1)
    case .previousPane: turnPane(-1)
    case .maximise: toggleMaximised()
    case .nextCheckpoint: stepCheckpoint(1, &scene)
    case .previousCheckpoint: stepCheckpoint(-1, &scene)
    case .left: scrollLog(by: -Self.shiftStep)
    case .right: scrollLog(by: Self.shiftStep)
    case .activate: activate(&scene)
    case .copy: copy(&scene)
    default: _ = self[focus].perform(command, count: count(of: focus), height: layout(scene).listRows(focus))
    }
  }

  private static let shiftStep = 8

  private mutating func turnPane(_ step: Int) {
    let count = GuestPane.allCases.count
    setFocus(GuestPane(rawValue: (focus.rawValue + step + count) % count) ?? .log)
  }

  private var selectedVcpuRow: VcpuRow? {
    let row = self[.vcpus].selected
    return vcpus.indices.contains(row) ? vcpus[row] : nil
  }

  private var selectedTask: GuestFacts.Task? {
    let row = self[.tasks].selected
    return tasks.indices.contains(row) ? tasks[row] : nil
  }

  /// Goes to the code under the cursor, in its page.
  private func activate(_ scene: inout Scene) {
    guard focus == .vcpus, let row = selectedVcpuRow else {
      let way = scene.keys.keyName(of: .nextPane, in: .guest).map { "; \($0) goes to the pane of vCPUs" } ?? ""
      return scene.say("Only an address of a vCPU leads to its place" + way)
    }
    guard let place = row.address?.physical else { return scene.say("This address is not in the guest's memory") }
    scene.go(to: .memory(address: place, count: 1, checkpoint: checkpoint(scene)))
  }

  private func copy(_ scene: inout Scene) {
    guard let (text, what) = copied(scene) else { return scene.say("There is nothing to copy") }
    scene.requests.append(.effect(.copy(text)))
    scene.say("Copied \(what) \(TextWidth.fitted(text, 40, scene.glyphs))")
  }

  private func copied(_ scene: Scene) -> (String, String)? {
    switch focus {
    case .log:
      guard let log, log.count > 0 else { return nil }
      return (log.text(self[.log].selected, unicode: scene.glyphs.isUnicode), "the line")
    case .tasks: return selectedTask.map { ("\($0.task.pid)", "pid") }
    case .vcpus: return selectedVcpuRow?.address.map { (NumberText.hex($0.address), "the address") }
    case .memory:
      guard let rows = facts?.memory.value?.rows, rows.indices.contains(self[.memory].selected) else { return nil }
      let row = rows[self[.memory].selected]
      return ("\(row.frames)", "the frames of \(row.use.name)")
    }
  }
}

/// The mouse.
extension GuestView {
  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let layout = layout(scene)
    guard let pane = layout.pane(row: row, column: column) else { return }
    setFocus(pane)
    let line = row - layout[pane].row - pane.headRows
    let place = self[pane].top + line
    guard line >= 0, place < count(of: pane) else { return }
    select(place, in: pane, scene)
    if isDouble, pane == .vcpus { activate(&scene) }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    let layout = layout(scene)
    guard let pane = layout.pane(row: row, column: column) else { return }
    self[pane].scroll(by: rows, count: count(of: pane), height: layout.listRows(pane))
  }
}
