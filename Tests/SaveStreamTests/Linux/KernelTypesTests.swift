import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Type information, in a guest made up for the purpose.
@Suite struct KernelTypesTests {
  private static let start: UInt64 = 0x30000

  private struct Builder {
    var types: [UInt8] = []
    var strings: [UInt8] = [0]

    private func number(_ value: UInt64, _ count: Int) -> [UInt8] { .number(value, bytes: count) }

    mutating func string(_ text: String) -> UInt64 {
      guard !text.isEmpty else { return 0 }
      strings += Array(text.utf8) + [0]
      return UInt64(strings.count - text.utf8.count - 1)
    }

    mutating func add(
      _ name: String, kind: UInt64, members: [(name: String, type: UInt64, bits: UInt64)], flag: UInt64 = 0
    ) {
      types += number(string(name), 4) + number(flag << 31 | kind << 24 | UInt64(members.count), 4) + number(8, 4)
      for member in members {
        types += number(string(member.name), 4) + number(member.type, 4) + number(member.bits, 4)
      }
    }

    mutating func addInteger() { types += number(string("int"), 4) + number(1 << 24, 4) + number(4, 4) + number(32, 4) }

    var bytes: [UInt8] {
      number(0xeb9f, 2) + [1, 0] + number(24, 4) + number(0, 4) + number(UInt64(types.count), 4)
        + number(UInt64(types.count), 4) + number(UInt64(strings.count), 4) + types + strings
    }
  }

  private func types(_ bytes: [UInt8]) throws -> KernelTypes {
    var guest = SmallKernel()
    guest.put(bytes, at: Self.start)
    let base = SmallKernel.base + Self.start
    let types = try KernelTypes(
      LinuxKernel.of(guest.stream()).memory, from: base, to: base + UInt64(bytes.count), wanted: ["task", "union"])
    while try !types.step() {}
    return types
  }

  private static var sound: Builder {
    var builder = Builder()
    builder.addInteger()
    for number in 0..<200 { builder.add("other\(number)", kind: 4, members: [("pid", 1, 0)]) }
    // Type 202, whose second member is type 203, a union without a name that holds type 204.
    builder.add("task", kind: 4, members: [("pid", 1, 64), ("", 203, 128)])
    builder.add("", kind: 5, members: [("state", 1, 0), ("", 204, 32)])
    builder.add("", kind: 4, members: [("flag", 1, 3 << 24 | 72)], flag: 1)
    return builder
  }

  @Test func aMemberIsFoundAlsoInStructuresWithoutAName() throws {
    let types = try types(Self.sound.bytes)
    #expect(try types.offset(of: "pid", in: "task") == 8)
    #expect(try types.offset(of: "state", in: "task") == 16)
    // The place of a bit field is in the lower bits.
    #expect(try types.offset(of: "flag", in: "task") == 16 + 4 + 9)
    #expect(try types.offset(of: "none", in: "task") == nil)
    #expect(try types.offset(of: "pid", in: "other1") == nil)
  }

  @Test func structuresInsideThemselvesEnd() throws {
    var builder = Builder()
    builder.add("task", kind: 4, members: (0..<100).map { _ in ("", 1, 8) })
    #expect(try types(builder.bytes).offset(of: "pid", in: "task") == nil)
  }

  @Test func damageSaysSo() {
    var noMagic = Self.sound.bytes
    noMagic[0] = 0
    #expect(throws: LinuxGap.damaged("BTF")) { try types(noMagic) }
    var long = Self.sound.bytes
    long[14] = 0xff
    #expect(throws: LinuxGap.damaged("BTF")) { try types(long) }
    var unknownKind = Self.sound.bytes
    unknownKind[24 + 7] = 31
    #expect(throws: LinuxGap.damaged("BTF")) { try types(unknownKind) }
  }
}
