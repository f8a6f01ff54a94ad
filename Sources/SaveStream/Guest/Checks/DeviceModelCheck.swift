/// What QEMU does not load: a state that ends before its end (`qemu_loadvm_state` in `migration/savevm.c`).
enum DeviceModelCheck {
  /// What QEMU's state begins with: a section that starts, a whole one, or a configuration (`migration/savevm.h`).
  private static let firstTypes: [UInt8] = [0x01, 0x04, 0x07]
  /// The versions that are looked into: one length for all records, and sections up to a mark.
  private static let versionWithLength: UInt64 = 2
  private static let versionWithSections: UInt64 = 3
  /// Behind the mark newer ones may describe what they wrote, in JSON.
  private static let descriptionType: UInt8 = 0x06
  private static let mostDescription = 1 << 20

  /// A finding where the state in a range of file offsets is cut.
  /// - Throws: when the capture cannot be read.
  static func findings(
    _ state: Range<UInt64>, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    guard UInt64(state.count) > QEMUState.headByteCount else { return [] }
    let bytes = try capture.bytes(at: state.lowerBound, count: min(state.count, 16))
    guard bytes.starts(with: QEMUState.magic), bytes.count > Int(QEMUState.headByteCount) else { return [] }
    switch bytes.dropFirst(4).prefix(4).number(.big) {
    case versionWithLength:
      let stated = bytes.dropFirst(8).number(.big)
      guard bytes.count == 16, stated > UInt64(state.count) - 16 else { return [] }
      return [finding(state, inside: nil, checkpoint)]
    // What begins with no section is no state that QEMU wrote, and there is nothing to say of how it should end.
    case versionWithSections where firstTypes.contains(bytes[Int(QEMUState.headByteCount)]):
      return try cut(state, capture).map { [finding(state, inside: $0.section, checkpoint)] } ?? []
    default: return []
    }
  }

  /// - Parameter section: the id of the section that it ends in, where that can be told.
  private static func finding(_ state: Range<UInt64>, inside section: UInt64?, _ checkpoint: Int?) -> Finding {
    Finding(
      .deviceModelEnd, at: state.upperBound - 1, checkpoint: checkpoint, part: .deviceModelRecord,
      value: section == nil ? 0 : 1, limit: section ?? 0)
  }

  // MARK: Sections

  private struct Cut {
    let section: UInt64?
  }

  /// Where a state of sections is cut; nil where nothing says that it is.
  private static func cut(_ state: Range<UInt64>, _ capture: Capture) throws(CaptureError) -> Cut? {
    let sections = try QEMUSection.scan(state.lowerBound + QEMUState.headByteCount..<state.upperBound, capture)
    let tail = try capture.bytes(
      at: state.upperBound - UInt64(min(state.count, QEMUSection.longestHead)),
      count: min(state.count, QEMUSection.longestHead))
    if let id = headCutShort(tail, after: sections.last?.id) { return Cut(section: id) }
    guard tail.last == 0 else {
      return try endsWithDescription(state, last: tail.last, capture) ? nil : Cut(section: sections.last?.id)
    }
    // The mark is a zero, as many bytes of a device's state are: that of the last one must be as long as its kind is.
    guard let last = sections.last, UInt64(last.range.count) < last.headByteCount + leastState(of: last) + 1 else {
      return nil
    }
    return Cut(section: last.id)
  }

  /// The id of a section whose head begins in the last bytes of a state and does not end there.
  private static func headCutShort(_ tail: [UInt8], after previous: UInt64?) -> UInt64? {
    guard let previous else { return nil }
    for place in tail.indices where tail[place] == 4 || tail[place] == 1 {
      guard tail.count - place > QEMUSection.fixedByteCount + 2 else { break }
      let id = tail.number(at: place + 1, bytes: 4, .big)
      let length = Int(tail[place + 5])
      let name = tail[(place + QEMUSection.fixedByteCount)...].prefix(length)
      guard id > previous, id - previous <= mostSteps, tail.count - place < QEMUSection.fixedByteCount + length + 8,
        name.prefix(while: { $0 != 0 }).allSatisfy({ $0 >= 0x20 && $0 < 0x7f }), name.count > 2,
        name.prefix(3).allSatisfy({ $0 != 0 })
      else { continue }
      return id
    }
    return nil
  }

  /// Ids of sections that no device of the guest has used, at most.
  private static let mostSteps: UInt64 = 64

  /// The bytes that the state of a device has at least: any PCI device's configuration and interrupts, and of a few
  /// others what their version fixes.
  private static func leastState(of section: QEMUSection) -> UInt64 {
    let name = section.name.escaped(unicode: false)
    if name.contains("/"), name.contains(":") { return 276 }
    return fixedStates[name]?[section.version] ?? 0
  }

  private static let fixedStates: [String: [UInt64: UInt64]] = [
    "timer": [2: 24], "cpu_common": [1: 8], "apic": [3: 181], "dma": [1: 75], "ioapic": [3: 206], "serial": [3: 11],
  ]

  /// Whether a description closes the state, as long as it says, with the mark in front of it.
  private static func endsWithDescription(
    _ state: Range<UInt64>, last: UInt8?, _ capture: Capture
  ) throws(CaptureError) -> Bool {
    guard last == UInt8(ascii: "}") else { return false }
    return try description(endingAt: state.upperBound, from: state.lowerBound, capture) != nil
  }

  /// The bytes of the mark, the description's type and its length.
  static let descriptionHead: UInt64 = 6

  /// The description that ends at a file offset, with its head; nil where there is none.
  static func description(
    endingAt end: UInt64, from start: UInt64, _ capture: Capture
  ) throws(CaptureError) -> Range<UInt64>? {
    guard end > start, try capture.bytes(at: end - 1, count: 1) == [UInt8(ascii: "}")] else { return nil }
    let count = Int(min(end - start, UInt64(mostDescription)))
    let bytes = try capture.bytes(at: end - UInt64(count), count: count)
    let head = Int(descriptionHead)
    let place = bytes.indices.dropLast(head).first { place in
      bytes[place] == 0 && bytes[place + 1] == descriptionType
        && bytes.number(at: place + 2, bytes: 4, .big) == UInt64(bytes.count - place - head)
    }
    return place.map { end - UInt64(count - $0)..<end }
  }
}
