import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct JSONTextTests {
  private static func made(_ text: String) -> (node: TreeNode, tiling: NodeTiling) {
    let bytes = Array(text.utf8)
    return (JSONText.node(named: "config", range: 0..<UInt64(bytes.count)), NodeTiling(bytes))
  }

  private static func text(_ text: String) -> FieldValue { .text(CaptureText(text.utf8)) }

  @Test func membersAndElementsAreNodes() {
    let (node, tiling) = JSONTextTests.made(
      """
      {
        "name": "gu\\u0065st\\n", "vcpus": 2, "shift": -3, "load": 1.5, "on": true,
        "disks": [ { "path": "/dev/vg/a" }, {} ], "b/c": [], "": 1, "name": 7
      }\n\0
      """)
    #expect(tiling.faults(node) == [])
    let names = tiling.reader.names(in: node).filter { !$0.hasPrefix("padding") }
    #expect(names == ["name", "vcpus", "shift", "load", "on", "disks", "b:c", "\"\"", "name#2"])
    #expect(tiling.reader.value("name", of: node) == JSONTextTests.text("guest\n"))
    #expect(tiling.reader.value("vcpus", of: node) == .number(2))
    #expect(tiling.reader.value("shift", of: node) == .signed(-3))
    #expect(tiling.reader.value("load", of: node) == JSONTextTests.text("1.5"))
    #expect(tiling.reader.value("on", of: node) == JSONTextTests.text("true"))
    #expect(tiling.reader.value("disks/[0]/path", of: node) == JSONTextTests.text("/dev/vg/a"))
    #expect(tiling.reader.descendant("disks/[1]", of: node)?.length == 2)
  }

  @Test func whatIsDamagedIsOneText() {
    for (damaged, names) in [
      ("{\"a\": 1, b: 2}", ["a", "rest"]), ("{\"a\" 1}", ["rest"]), ("[1 2]", ["[0]", "rest"]), ("", []),
      ("nonsense {", ["value", "rest"]), ("{\"a\": 1} tail", ["a", "rest"]), ("\u{1b}[2J", ["rest"]),
    ] {
      let (node, tiling) = JSONTextTests.made(damaged)
      #expect(tiling.faults(node) == [], "\(damaged)")
      #expect(tiling.reader.names(in: node).filter { !$0.hasPrefix("padding") } == names, "\(damaged)")
    }
  }

  @Test func textCutAnywhereStillTiles() throws {
    let fixture = try #require(Fixtures.v3.first { $0.name == "tiny-pv" })
    let json = Array(try FixtureFile.bytes(fixture.path)[52..<52 + 761])
    for cut in 0...json.count {
      let tiling = NodeTiling(Array(json.prefix(cut)))
      #expect(tiling.faults(JSONText.node(named: "config", range: 0..<UInt64(cut))) == [], "cut at \(cut)")
    }
    let tiling = NodeTiling(json)
    let node = JSONText.node(named: "config", range: 0..<UInt64(json.count))
    #expect(tiling.reader.value("c_info/name", of: node) == JSONTextTests.text("tinypv"))
    #expect(tiling.reader.value("b_info/max_memkb", of: node) == .number(4096))
    #expect(tiling.reader.value("b_info/sched_params/sched", of: node) == JSONTextTests.text("credit2"))
  }

  @Test func whatLiesTooDeepIsAText() {
    let (node, tiling) = JSONTextTests.made(
      String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000))
    #expect(tiling.faults(node) == [])
    let path = Array(repeating: "[0]", count: JSONText.maximumDepth + 1).joined(separator: "/")
    #expect(tiling.reader.descendant(path, of: node)?.isLeaf == true)
  }

  @Test func namesInAConfigurationReachNoTerminal() {
    let (node, tiling) = JSONTextTests.made("{\"\u{1b}]0;title\u{7}\": 1, \"padding@1\": 2, \"rest\": 3} x")
    #expect(tiling.faults(node) == [])
    #expect(tiling.reader.names(in: node).allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } })
  }

  @Test func randomJSONNeitherTrapsNorHangs() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let pieces = ["{", "}", "[", "]", ",", ":", "\"", "\\", "a", "1", "-", " ", "\"k\":", "\\u00", "\0", "é"]
    for round in 0..<3000 {
      let text = (0..<random.next() % 40).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      let (node, tiling) = JSONTextTests.made(text)
      #expect(tiling.faults(node) == [], "seed \(seed), round \(round): \(text)")
      _ = GuestConfig(json: Array(text.utf8))
    }
  }
}
