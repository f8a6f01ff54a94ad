@_spi(Measuring) import SaveStream

extension GuestView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    let layout = layout(scene)
    grid.inside(layout.head) { grid in
      for (row, spans) in head(scene).enumerated() { grid.put(spans, row: row, column: 1) }
    }
    guard hasPanes else { return }
    for divider in layout.dividers {
      for line in 0..<divider.rows {
        let glyph = line == 0 ? scene.glyphs.teeDown : scene.glyphs.vertical
        grid.set(Grid.Cell(glyph.value, .border), row: divider.row + line, column: divider.column)
      }
    }
    for pane in GuestPane.allCases where layout[pane].rows > 0 {
      grid.inside(layout[pane]) { draw(pane, into: &$0, scene) }
    }
  }

  private func draw(_ pane: GuestPane, into grid: inout Grid, _ scene: Scene) {
    grid.rule(
      row: 0, title: title(pane, scene), glyphs: scene.glyphs, isFocused: focus == pane,
      key: scene.paneKey(focus == pane, in: .guest))
    if pane.headRows > 1 { grid.clear(row: 1, style: .heading) }
    switch pane {
    case .memory: MemoryColumns(grid.region.columns).drawHeads(into: &grid)
    case .tasks: TaskColumns(grid.region.columns).drawHeads(into: &grid)
    case .vcpus, .log: break
    }
    if let words = reason(pane) {
      grid.put(lines: words, row: pane.headRows, column: 2, style: .dim)
      return
    }
    let visible = self[pane].visible(count: count(of: pane), height: grid.region.rows - pane.headRows)
    for (line, place) in visible.enumerated() {
      let row = line + pane.headRows
      draw(pane, place, into: &grid, row: row, scene)
      if place == self[pane].selected, focus == pane {
        grid.put(String(scene.glyphs.cursor), row: row, column: 0)
        // What the checkpoint added, and what is searched for, stays to be seen in the selected line.
        grid.restyle(row: row, columns: pane == .log ? 0..<1 : nil, .selection)
      }
    }
  }

  private func draw(_ pane: GuestPane, _ place: Int, into grid: inout Grid, row: Int, _ scene: Scene) {
    switch pane {
    case .memory:
      guard let memory = facts?.memory.value else { return }
      MemoryColumns(grid.region.columns).draw(memory.rows[place], of: memory, into: &grid, row: row)
    case .tasks: TaskColumns(grid.region.columns).draw(tasks[place], into: &grid, row: row, scene)
    case .vcpus: drawVcpu(vcpus[place], into: &grid, row: row, scene)
    case .log: drawLogLine(place, into: &grid, row: row, scene)
    }
  }

  // MARK: Titles, and what stands where there is no list

  private func title(_ pane: GuestPane, _ scene: Scene) -> String {
    switch pane {
    case .memory:
      let frames = facts?.memory.value.map { ", \(NumberText.counted($0.frames, "frame"))" } ?? ""
      return "memory by use\(frames)"
    case .tasks:
      guard !tasks.isEmpty else { return "tasks" }
      let count = NumberText.counted(UInt64(tasks.count), "task")
      let remark = facts?.tasksRemark.map { "; \($0)" } ?? ""
      return (tasks.first?.sent == nil ? count : "\(count) by bytes sent") + remark
    case .vcpus: return scene.columns < 160 ? "vCPUs, return addresses" : "vCPUs, return addresses on their stacks"
    case .log: return logTitle
    }
  }

  private var logTitle: String {
    guard let log else { return "kernel log" }
    var title = "kernel log, \(NumberText.counted(UInt64(log.count), "line"))"
    if let new = log.newCount {
      title += new == 0 ? ", none of this checkpoint" : ", + \(NumberText.grouped(new)) of this checkpoint"
    }
    if log.lostCount > 0 { title += ", \(NumberText.counted(UInt64(log.lostCount), "message")) damaged" }
    if log.absentCount > 0 { title += ", \(NumberText.counted(UInt64(log.absentCount), "message")) not in the capture" }
    return title
  }

  /// Why a pane has no list; nil where it has one.
  private func reason(_ pane: GuestPane) -> String? {
    guard let facts else { return nil }
    switch pane {
    case .memory:
      if case .known(let memory) = facts.memory, memory.rows.isEmpty { return "No description of a frame is there." }
      return reason(facts.memory)
    case .tasks:
      if case .known(let tasks) = facts.tasks, tasks.isEmpty, let remark = facts.tasksRemark {
        return "None is known: \(remark)."
      }
      return reason(facts.tasks)
    case .vcpus:
      if case .known(let vcpus) = facts.vcpus, vcpus.isEmpty { return "The checkpoint has no tail with vCPUs." }
      return reason(facts.vcpus)
    case .log:
      if case .known(let log) = facts.log, log.records.isEmpty {
        return log.lostCount + log.absentCount > 0 ? "None of the messages can be read." : "There are no messages."
      }
      return reason(facts.log)
    }
  }

  private func reason<Value>(_ part: GuestFacts.Part<Value>) -> String? {
    switch part {
    case .known: nil
    case .awaited: isStopped ? "Not read: reading was stopped." : "Being read."
    case .missing(let words): "Not known: \(words)."
    }
  }

  // MARK: Rows

  private func drawVcpu(_ row: VcpuRow, into grid: inout Grid, row line: Int, _ scene: Scene) {
    let isUnicode = scene.glyphs.isUnicode
    switch row {
    case .vcpu(let trace):
      var column = grid.put("vCPU \(trace.vcpu)", row: line, column: 1, style: .heading)
      column = grid.put(trace.place.text(unicode: isUnicode), row: line, column: column + 1, style: .name)
      if !trace.isInKernel { column = grid.put("in user mode", row: line, column: column + 1, style: .dim) }
      if let task = tasks.first(where: { $0.task.vcpu == trace.vcpu })?.task {
        grid.put(
          "ran \(task.comm.escaped(unicode: isUnicode)) (\(task.pid))", row: line, column: column + 2, style: .text)
      }
    case .returnAddress(let address):
      let column = grid.put(address.text(unicode: isUnicode), row: line, column: 4, style: .name)
      if address.symbol != nil, grid.region.columns >= Self.columnsWithAddresses {
        let text = NumberText.hex(address.address)
        if column + 2 + text.utf8.count < grid.region.columns {
          grid.put(text, row: line, endingAt: grid.region.columns - 1, style: .dim)
        }
      }
    case .more: grid.put(String(scene.glyphs.ellipsis), row: line, column: 4, style: .dim)
    }
  }

  private static let columnsWithAddresses = 60

  private func drawLogLine(_ place: Int, into grid: inout Grid, row: Int, _ scene: Scene) {
    guard let log else { return }
    let isNew = log.firstNew.map { place >= $0 } ?? false
    let text = log.text(place, unicode: scene.glyphs.isUnicode)
    let shown = TextWidth.dropping(text, logShift)
    if isNew { grid.put("+", row: row, column: 1, style: .added) }
    grid.put(
      TextWidth.fitted(shown, grid.region.columns - 2, scene.glyphs), row: row, column: 2,
      style: isNew ? .added : .plain)
    guard let pattern = scene.pattern else { return }
    for cells in pattern.cells(in: shown) {
      let style: Style = place == self[.log].selected ? .matchCurrent : .match
      grid.restyle(row: row, columns: cells.lowerBound + 2..<cells.upperBound + 2, style)
    }
  }
}

/// The columns of the list of uses: seven digits of frames and of sent pages, a blank between any two columns.
struct MemoryColumns {
  private let framesEnd: Int
  private let shareEnd: Int
  private let sentEnd: Int
  private let width: Int

  /// Cells of a share: `100 %`.
  private static let shareWidth = 5
  /// Cells of the longest use, and one before it.
  private static let useEnd = 14
  /// More room than this is left empty.
  private static let mostColumns = 45

  init(_ columns: Int) {
    sentEnd = min(columns, Self.mostColumns) - 1
    width = max((sentEnd - Self.useEnd - Self.shareWidth - 3) / 2, 1)
    shareEnd = sentEnd - width - 1
    framesEnd = shareEnd - Self.shareWidth - 1
  }

  func drawHeads(into grid: inout Grid) {
    grid.put("use", row: 1, column: 1, style: .heading)
    grid.put("frames", row: 1, endingAt: framesEnd, style: .heading)
    grid.put("share", row: 1, endingAt: shareEnd, style: .heading)
    grid.put("sent", row: 1, endingAt: sentEnd, style: .heading)
  }

  func draw(_ row: GuestFacts.Memory.Row, of memory: GuestFacts.Memory, into grid: inout Grid, row line: Int) {
    grid.put(row.use.name, row: line, column: 1, style: .name)
    grid.put(text(row.frames), row: line, endingAt: framesEnd)
    grid.put(NumberText.percent(row.frames, of: max(memory.frames, 1)), row: line, endingAt: shareEnd, style: .dim)
    grid.put(text(row.sentPages), row: line, endingAt: sentEnd, style: .value)
  }

  /// A count in groups of digits, where there is room for those.
  private func text(_ count: UInt64) -> String {
    let grouped = NumberText.grouped(count)
    return grouped.utf8.count <= width ? grouped : "\(count)"
  }
}

/// The columns of the list of tasks.
struct TaskColumns {
  private static let pidEnd = 8
  private static let name = 9
  private let state: Int
  private let cpu: Int
  private let sentEnd: Int

  init(_ columns: Int) {
    sentEnd = columns - 1
    cpu = sentEnd - 16
    state = cpu - 3
  }

  func drawHeads(into grid: inout Grid) {
    grid.put("pid", row: 1, endingAt: Self.pidEnd, style: .heading)
    grid.put("task", row: 1, column: Self.name, style: .heading)
    grid.put("st", row: 1, column: state, style: .heading)
    grid.put("vCPU", row: 1, column: cpu, style: .heading)
    grid.put("sent", row: 1, endingAt: sentEnd, style: .heading)
  }

  func draw(_ row: GuestFacts.Task, into grid: inout Grid, row line: Int, _ scene: Scene) {
    let task = row.task
    grid.put("\(task.pid)", row: line, endingAt: Self.pidEnd)
    let name = task.comm.escaped(unicode: scene.glyphs.isUnicode)
    let text = task.isKernelThread ? "[\(name)]" : name
    grid.put(
      TextWidth.fitted(text, state - Self.name - 1, scene.glyphs), row: line, column: Self.name,
      style: task.isKernelThread ? .dim : .name)
    grid.put(task.stateLetter, row: line, column: state)
    if let vcpu = task.vcpu { grid.put("\(vcpu)", row: line, column: cpu, style: .good) }
    guard let sent = row.sent, sent.pages > 0 else { return }
    grid.put(NumberText.size(sent.bytes, scene.units), row: line, endingAt: sentEnd, style: .value)
  }
}
