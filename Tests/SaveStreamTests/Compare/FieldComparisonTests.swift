import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FieldComparisonTests {
  private func compare(
    _ from: IndexedCapture, _ fromCheckpoint: Int, _ to: IndexedCapture, _ toCheckpoint: Int
  ) throws -> FieldComparison {
    let comparison = FieldComparison(from: from.tree, at: fromCheckpoint, to: to.tree, at: toCheckpoint)
    try comparison.run()
    return comparison
  }

  @Test(arguments: Fixtures.half(of: Fixtures.tiny))
  func theFieldsThatDifferInARealCaptureAreThoseOfTheTree(_ fixture: CaptureFixture) throws {
    try expectTree(IndexedCapture(path: fixture.path))
  }

  @Test(arguments: Fixtures.half(of: SampleKind.allCases))
  func theFieldsThatDifferInASampleAreThoseOfTheTree(_ kind: SampleKind) throws {
    try expectTree(IndexedCapture(bytes: kind.bytes))
  }

  /// Expects of every two checkpoints next to each other the leaves of their tails whose values differ.
  private func expectTree(_ read: IndexedCapture) throws {
    let leaves = read.index.checkpoints.indices.map { tailLeaves(of: $0, read) }
    for to in leaves.indices.dropFirst() {
      for (from, to) in [(to - 1, to), (to, to - 1)] {
        let found = try compare(read, from, read, to).differences
        let paths = Set(leaves[from].keys).union(leaves[to].keys)
        let differing = paths.filter { leaves[from][$0]?.bytes != leaves[to][$0]?.bytes }
        #expect(Set(found.map(\.path).filter { $0.hasPrefix("tail/") }) == differing)
        for field in found where field.firstByte == nil {
          #expect(field.from == read.tree.node(at: "checkpoint[\(from)]/\(field.path)")?.value)
          #expect(field.to == read.tree.node(at: "checkpoint[\(to)]/\(field.path)")?.value)
        }
      }
    }
  }

  private struct Leaf {
    let bytes: [UInt8]
  }

  /// The leaves of a tail by their paths below the checkpoint, padding and unmapped PFNs left out.
  private func tailLeaves(of checkpoint: Int, _ read: IndexedCapture) -> [String: Leaf] {
    var leaves: [String: Leaf] = [:]
    func visit(_ node: TreeNode, _ path: String) {
      if node.kind == .padding || path == "tail/unmapped/pfns" { return }
      if node.isLeaf {
        let bytes = try? read.capture.bytes(at: node.offset, count: Int(node.length))
        leaves[path] = Leaf(bytes: bytes ?? [])
      }
      let children = read.tree.children(of: node)
      for place in 0..<children.count { visit(children[place], "\(path)/\(children[place].name)") }
    }
    if let tail = read.tree.node(at: "checkpoint[\(checkpoint)]/tail") { visit(tail, "tail") }
    return leaves
  }

  @Test func registersAreFoundByTheirPath() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvmRemus.bytes)
    let differences = try compare(read, 0, read, 1).differences
    let rip = try #require(differences.first { $0.path == "tail/hvm-context/CPU[0]/rip" })
    #expect(rip.from == .address(0xffff_ffff_8100_91d7, bytes: 8))
    #expect(rip.to == .address(0xffff_ffff_8100_8aa2, bytes: 8))
    let range = try #require(rip.toRange)
    #expect(try read.capture.bytes(at: range.lowerBound, count: 8) == [0xa2, 0x8a, 0, 0x81, 0xff, 0xff, 0xff, 0xff])
  }

  @Test func bytesAreShownFromTheFirstDifferenceOn() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvmRemus.bytes)
    let state = try #require(try compare(read, 0, read, 1).differences.first { $0.firstByte != nil })
    let (first, from, to) = (try #require(state.firstByte), try #require(state.fromRange), try #require(state.toRange))
    let before = try [from, to].map { try read.capture.bytes(at: $0.lowerBound, count: Int(first)) }
    #expect(first > 0 && before[0] == before[1])
    #expect(state.from == .bytes(try read.capture.bytes(at: from.lowerBound + first, count: 16)))
    #expect(state.from != state.to)
  }

  @Test func longBytesAreComparedToTheirEnd() throws {
    func capture(_ state: [UInt8]) throws -> IndexedCapture {
      var writer = LegacyStreamWriter(to: MemorySink())
      writer.writeHeader(LegacyStreamHeader(p2mSize: 16))
      writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
      writer.endBody()
      let device = LegacyHVMTail.DeviceModel(signature: .libxl, state: state)
      writer.writeTail(
        LegacyHVMTail(ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [1, 2, 3], deviceModel: device))
      return try IndexedCapture(bytes: writer.sink.bytes)
    }
    var state = [UInt8](repeating: 0x51, count: 200_000)
    let first = try capture(state)
    state[199_990] = 0
    let second = try capture(state)
    let difference = try #require(try compare(first, 0, second, 0).differences.first)
    #expect(difference.firstByte == 199_990)
    #expect(difference.from == .bytes([UInt8](repeating: 0x51, count: 10)))
    #expect(try compare(first, 0, second, 0).differences.count == 1)
    let longer = try compare(second, 0, try capture(state + [7]), 0).differences
    #expect(longer.map(\.path) == ["tail/device-model/length", "tail/device-model/state/bytes"])
    #expect(longer.last?.firstByte == 200_000 && longer.last?.from == nil && longer.last?.to == .bytes([7]))
  }

  @Test func sliceAfterSliceComesToTheSameAsAllAtOnce() throws {
    let (hvm, pv) = (
      try IndexedCapture(bytes: SampleKind.hvm.bytes), try IndexedCapture(bytes: SampleKind.pv64.bytes)
    )
    let sliced = FieldComparison(from: hvm.tree, at: 0, to: pv.tree, at: 0)
    var slices = 0
    while try sliced.step(for: .zero) { slices += 1 }
    #expect(slices > 100)
    #expect(sliced.differences == (try compare(hvm, 0, pv, 0).differences))
    #expect(sliced.progress == 1)
  }

  @Test func whatOneSideLacksIsListed() throws {
    let (hvm, pv) = (
      try IndexedCapture(bytes: SampleKind.hvm.bytes), try IndexedCapture(bytes: SampleKind.pv64.bytes)
    )
    let differences = try compare(hvm, 0, pv, 0).differences
    let rip = try #require(differences.first { $0.path == "tail/hvm-context/CPU[0]/rip" })
    #expect(rip.from != nil && rip.to == nil && rip.toRange == nil)
    #expect(rip.missingPart == "tail/hvm-context")
    let signature = try #require(differences.first { $0.path == "header/extended-info/signature" })
    #expect(signature.from == nil && signature.to != nil)
    let paths = differences.map(\.path)
    #expect(Set(paths).count == paths.count)
  }

  @Test func aNumberIsTheSameFromAToolstackOfEitherWidth() throws {
    let captures = try [WordSize.bits32, .bits64].map { toolstack in
      var stream = MadeUpStream(.pv, toolstack: toolstack)
      stream.send([(1, 0xaa)])
      stream.endCheckpoint(unmapped: [2])
      return try IndexedCapture(bytes: stream.bytes)
    }
    #expect(captures.map(\.index.stream?.toolstackBits) == [32, 64])
    #expect(try compare(captures[0], 0, captures[1], 0).differences.map(\.path) == ["header/extended-info/signature"])
  }

  @Test func theHeaderIsComparedOfTwoCapturesOnly() throws {
    let (bare, wrapped) = (
      try IndexedCapture(bytes: SampleKind.hvm.bytes), try IndexedCapture(bytes: SampleKind.xlHVM.bytes)
    )
    let paths = try compare(bare, 0, wrapped, 0).differences.map(\.path)
    #expect(paths.contains { $0.hasPrefix("xl/") })
    #expect(try compare(wrapped, 0, wrapped, 0).differences.isEmpty)
  }

  @Test func siblingsInAnotherOrderArePairedByName() {
    func list(_ names: [String]) -> NodeList {
      NodeList(names.map { TreeNode($0, .field, offset: 0, length: 1) })
    }
    var pairs = SiblingPairs(path: "x", from: list(["a", "b", "c", "d"]), to: list(["a", "c", "e", "b"]))
    var found: [String] = []
    while let pair = pairs.next() { found.append("\(pair.path) \(pair.from?.name ?? "-") \(pair.to?.name ?? "-")") }
    #expect(found == ["x/a a a", "x/b b b", "x/c c c", "x/d d -", "x/e - e"])
    #expect(pairs.progress == 1)
  }
}
