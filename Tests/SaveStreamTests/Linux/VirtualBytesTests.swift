import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct VirtualBytesTests {
  private let base = SmallKernel.base

  /// A guest with bytes at the end of page 0x30 and at the start of the next, and no page 0x32.
  private func parts(from address: UInt64, byteCount: UInt64) throws -> [VirtualBytes.Part] {
    var guest = SmallKernel()
    guest.put([1, 2, 3], at: 0x30ffd)
    guest.put([4, 5], at: 0x31000)
    let kernel = try LinuxKernel.of(guest.stream())
    var bytes = VirtualBytes(kernel.memory.space, kernel.reader, from: address, byteCount: byteCount)
    var parts: [VirtualBytes.Part] = []
    while let part = try bytes.step() { parts.append(part) }
    return parts
  }

  private func bytes(_ part: VirtualBytes.Part) -> [UInt8]? {
    if case .bytes(let bytes) = part { Array(bytes) } else { nil }
  }

  @Test func bytesGoOnFromPageToPage() throws {
    let parts = try parts(from: base + 0x30ffe, byteCount: 4)
    #expect(parts.compactMap(bytes) == [[2, 3], [4, 5]])
  }

  @Test func aPageThatIsNotThereIsAHoleOfItsBytes() throws {
    let parts = try parts(from: base + 0x31fff, byteCount: 3)
    #expect(parts.count == 2 && bytes(parts[0]) == [0])
    guard case .hole(let address, let count, let reason) = parts[1] else {
      Issue.record("no hole")
      return
    }
    #expect(address == base + 0x32000 && count == 2 && reason == .absent(pfn: 0x32))
  }

  @Test func anAddressThatIsNotMappedIsAHole() throws {
    let parts = try parts(from: base + 0x20_0000, byteCount: 1)
    guard case .hole(_, 1, .tables(.notPresent(level: 2)))? = parts.first, parts.count == 1 else {
      Issue.record("\(parts)")
      return
    }
  }

  @Test func theLastAddressIsTheEnd() throws {
    let parts = try parts(from: .max, byteCount: .max)
    #expect(parts.count == 1)
    #expect(try self.parts(from: 0, byteCount: 0).isEmpty)
  }
}
