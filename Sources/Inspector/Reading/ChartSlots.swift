/// How values share the width of a chart: a slot, the narrowest that can be drawn, stands for a value or for several,
/// or several slots stand for one.
struct ChartSlots: Sendable, Equatable {
  /// Values, and slots across the whole width.
  let count: Int
  let slots: Int

  init(count: Int, slots: Int) {
    self.count = max(count, 0)
    self.slots = count > 0 ? max(slots, 0) : 0
  }

  /// The values that a slot stands for.
  func values(ofSlot slot: Int) -> Range<Int> {
    guard slots > 0, slot >= 0, slot < slots else { return 0..<0 }
    let first = slot * count / slots
    return first..<max(first + 1, (slot + 1) * count / slots)
  }

  /// The first slot that stands for a value.
  func slot(ofValue value: Int) -> Int {
    guard slots > 0, count > 0 else { return 0 }
    guard slots > count else { return max(0, min(value, count - 1)) * slots / count }
    return (max(0, min(value, count - 1)) * slots + count - 1) / count
  }

  /// Slots of a value where there are more of them than values.
  var slotsPerValue: Int { count > 0 ? max(1, slots / count) : 1 }
}
