/// The kernel's own type information (BTF): where the members of its structures are.
///
/// ```
/// header       u16 magic 0xEB9F, u8 version, u8 flags, u32 header length, types offset and length, strings offset and length
/// types        u32 name, u32 kind (bits 28-24), members (bits 15-0), flag (bit 31), u32 size or type, then what the kind has
/// strings      each ended by a NUL; a type names its own by the place
/// ```
///
/// Read once from end to end, in slices of a few milliseconds, for the structures that are wanted; those without a name
/// inside them are looked into afterwards. Not for use from two threads at once.
package final class KernelTypes {
  private let memory: KernelMemory
  private let types: Range<UInt64>
  private let strings: Range<UInt64>
  /// Wanted structures that were found, by name: where their description begins.
  private var structures: [String: UInt64] = [:]
  /// Where every so many-th type begins, counted from the start of them; types are numbered from 1.
  private var marks: ContiguousArray<UInt32> = [0]

  /// The names of wanted structures that have not been found among the strings.
  private var open: [(name: String, text: [UInt8])]
  /// Those that were found, by their places.
  private var names: [UInt64: String] = [:]
  private var stringCursor: KernelCursor
  private var typeCursor: KernelCursor
  /// The number of the next type.
  private var number: UInt32 = 1

  private static let stringBytesInSlice = 1 << 16
  private static let typesInSlice = 1 << 13
  private static let typesPerMark: UInt32 = 64
  private static let magic: UInt64 = 0xeb9f
  /// Bytes of types and of strings that are believed.
  private static let longest: UInt64 = 1 << 27
  /// Structures without a name, inside a wanted one and each other, that are looked into, and members of them all.
  private static let mostNameless = 256
  private static let mostMembers: UInt64 = 1 << 16

  /// - Parameters:
  ///   - start: the address of `__start_BTF`.
  ///   - wanted: the names of structures.
  /// - Throws: a `LinuxGap` where it is not there or damaged, a `CaptureError` when the capture cannot be read.
  init(_ memory: KernelMemory, from start: UInt64, to end: UInt64, wanted: Set<String>) throws {
    self.memory = memory
    var header = KernelCursor(memory, at: start)
    let next = { (count: Int) throws -> UInt64 in
      guard let number = try header.number(bytes: count) else { throw LinuxGap.typesMissing(header.address) }
      return number
    }
    guard try next(2) == Self.magic, try next(2) & 0xff == 1 else { throw LinuxGap.typesDamaged }
    let body = start &+ (try next(4))
    let (typePlace, typeLength) = (try next(4), try next(4))
    let (stringPlace, stringLength) = (try next(4), try next(4))
    types = body &+ typePlace..<max(body &+ typePlace, body &+ typePlace &+ typeLength)
    strings = body &+ stringPlace..<max(body &+ stringPlace, body &+ stringPlace &+ stringLength)
    open = wanted.map { ($0, Array($0.utf8)) }
    stringCursor = KernelCursor(memory, at: strings.lowerBound)
    typeCursor = KernelCursor(memory, at: types.lowerBound)
    guard body > start, types.lowerBound >= body, types.upperBound <= end, strings.lowerBound >= body,
      strings.upperBound <= end, end &- start <= Self.longest
    else {
      throw LinuxGap.typesDamaged
    }
  }

  // MARK: One pass

  /// How much is read, 0…1.
  package var part: Double {
    let done = (stringCursor.address &- strings.lowerBound) &+ (typeCursor.address &- types.lowerBound)
    return Double(done) / Double(max(strings.count + types.count, 1))
  }

  /// Reads a slice. Returns whether all is read.
  /// - Throws: a `LinuxGap` where it is not there or damaged, a `CaptureError` when the capture cannot be read.
  package func step() throws -> Bool {
    if !open.isEmpty, stringCursor.address < strings.upperBound {
      try readStrings()
      return false
    }
    for _ in 0..<Self.typesInSlice {
      guard typeCursor.address < types.upperBound else { return true }
      try readType()
    }
    return typeCursor.address >= types.upperBound
  }

  /// Reads on to the end of a string, and as many before it as a slice has. Each string stands once.
  private func readStrings() throws {
    let longest = open.map(\.text.count).max() ?? 0
    let end = stringCursor.address &+ UInt64(Self.stringBytesInSlice)
    var text: [UInt8] = []
    var start = stringCursor.address
    while stringCursor.address < strings.upperBound {
      guard let byte = try stringCursor.byte() else { throw LinuxGap.typesMissing(stringCursor.address) }
      guard byte == 0 else {
        if text.count <= longest { text.append(byte) }
        continue
      }
      if let place = open.firstIndex(where: { $0.text == text }) {
        names[start &- strings.lowerBound] = open.remove(at: place).name
      }
      text.removeAll(keepingCapacity: true)
      start = stringCursor.address
      if start >= end || open.isEmpty { return }
    }
  }

  /// Goes over a type, and notes where it is when it has one of the names.
  private func readType() throws {
    let start = typeCursor.address
    if number % Self.typesPerMark == 0 {
      guard let mark = UInt32(exactly: start &- types.lowerBound) else { throw LinuxGap.typesDamaged }
      marks.append(mark)
    }
    guard let type = try Self.type(&typeCursor) else { throw LinuxGap.typesMissing(typeCursor.address) }
    guard let length = type.bodyLength, number < .max else { throw LinuxGap.typesDamaged }
    if type.isStructure, let name = names[type.name] { structures[name] = start }
    typeCursor.skip(length)
    number += 1
  }

  /// What all types begin with.
  private struct TypeHead {
    let name: UInt64
    let info: UInt64

    var kind: UInt64 { info >> 24 & 0x1f }
    var count: UInt64 { info & 0xffff }
    /// Whether members have the width of a bit field in the high bits of their place.
    var hasFlag: Bool { info >> 31 == 1 }
    var isStructure: Bool { kind == 4 || kind == 5 }

    /// Bytes behind the head; nil for a kind that is not known.
    var bodyLength: UInt64? {
      switch kind {
      case 1, 14, 17: 4
      case 3: 12
      case 4, 5, 15, 19: 12 * count
      case 6, 13: 8 * count
      case 2, 7...12, 16, 18: 0
      default: nil
      }
    }
  }

  /// Reads what a type begins with, and goes to what is behind it.
  private static func type(_ cursor: inout KernelCursor) throws(CaptureError) -> TypeHead? {
    guard let name = try cursor.number(bytes: 4), let info = try cursor.number(bytes: 4),
      try cursor.number(bytes: 4) != nil
    else { return nil }
    return TypeHead(name: name, info: info)
  }

  // MARK: Members

  /// The place of a member in a structure, in bytes; nil where it has none of that name.
  /// - Throws: when the capture cannot be read.
  package func offset(of member: String, in structure: String) throws(CaptureError) -> UInt64? {
    guard let start = structures[structure] else { return nil }
    let name = Array(member.utf8)
    var inside = [(start: start, offset: UInt64(0))]
    var next = 0
    var left = Self.mostMembers
    while next < inside.count {
      let (start, offset) = inside[next]
      next += 1
      if let found = try place(of: name, at: start, offset, &inside, &left) { return found }
    }
    return nil
  }

  /// Looks through the members of a structure, and notes the structures without a name among them.
  private func place(
    of member: [UInt8], at start: UInt64, _ base: UInt64, _ inside: inout [(start: UInt64, offset: UInt64)],
    _ left: inout UInt64
  ) throws(CaptureError) -> UInt64? {
    var cursor = KernelCursor(memory, at: start)
    guard let head = try Self.type(&cursor), head.isStructure else { return nil }
    for _ in 0..<min(head.count, left) {
      left -= 1
      guard let name = try cursor.number(bytes: 4), let type = try cursor.number(bytes: 4),
        let bits = try cursor.number(bytes: 4)
      else { return nil }
      let offset = base &+ (head.hasFlag ? bits & 0xff_ffff : bits) / 8
      if name == 0 {
        guard inside.count < Self.mostNameless else { continue }
        if let start = try place(ofType: UInt32(truncatingIfNeeded: type)) { inside.append((start, offset)) }
      } else if try isString(member, at: name) {
        return offset
      }
    }
    return nil
  }

  private func isString(_ text: [UInt8], at place: UInt64) throws(CaptureError) -> Bool {
    var cursor = KernelCursor(memory, at: strings.lowerBound &+ place)
    for byte in text { guard try cursor.byte() == byte else { return false } }
    return try cursor.byte() == 0
  }

  /// Where a type begins, by its number.
  private func place(ofType number: UInt32) throws(CaptureError) -> UInt64? {
    let mark = Int(number / Self.typesPerMark)
    guard number > 0, mark < marks.count else { return nil }
    var cursor = KernelCursor(memory, at: types.lowerBound &+ UInt64(marks[mark]))
    // Before the first mark stands type 1, before the others one whose number is theirs.
    let first = mark == 0 ? 1 : number - number % Self.typesPerMark
    for _ in first..<number {
      guard cursor.address < types.upperBound, let length = try Self.type(&cursor)?.bodyLength else { return nil }
      cursor.skip(length)
    }
    return cursor.address < types.upperBound ? cursor.address : nil
  }
}
