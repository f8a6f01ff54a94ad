import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Type information, in a guest made up for the purpose.
@Suite struct KernelTypesTests {
  private static let start: UInt64 = 0x30000

  private func types(_ bytes: [UInt8]) throws -> KernelTypes {
    var guest = SmallKernel()
    guest.put(bytes, at: Self.start)
    let base = SmallKernel.base + Self.start
    let types = try KernelTypes(
      LinuxKernel.of(guest.stream()).memory, from: base, to: base + UInt64(bytes.count), wanted: ["task", "union"])
    while try !types.step() {}
    return types
  }

  private static var sound: SampleTypes {
    var types = SampleTypes()
    types.addInteger()
    for number in 0..<200 { types.add("other\(number)", size: 8, [.init("pid", type: 1, bits: 0)]) }
    // Type 202, whose second member is type 203, a union without a name that holds type 204.
    types.add("task", size: 24, [.init("pid", type: 1, bits: 64), .init("", type: 203, bits: 128)])
    types.add("", .union, size: 8, [.init("state", type: 1, bits: 0), .init("", type: 204, bits: 32)])
    types.add("", size: 16, [.init("flag", type: 1, bits: 3 << 24 | 72)], hasBitFields: true)
    return types
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
    var sound = SampleTypes()
    sound.add("task", size: 8, (0..<100).map { _ in .init("", type: 1, bits: 8) })
    #expect(try types(sound.bytes).offset(of: "pid", in: "task") == nil)
  }

  @Test func damageSaysSo() {
    var noMagic = Self.sound.bytes
    noMagic[0] = 0
    #expect(throws: LinuxGap.typesDamaged) { try types(noMagic) }
    var long = Self.sound.bytes
    long[14] = 0xff
    #expect(throws: LinuxGap.typesDamaged) { try types(long) }
    var unknownKind = Self.sound.bytes
    unknownKind[24 + 7] = 31
    #expect(throws: LinuxGap.typesDamaged) { try types(unknownKind) }
  }
}
