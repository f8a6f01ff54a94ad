import TestSupport
import Testing

/// `savescope verify --format sarif`: what the schema of SARIF 2.1.0 requires is there, and says what the other forms
/// say.
@Suite struct SarifTests {
  private func run(_ path: String) throws -> JSONValue {
    let result = try ChildProcess.savescope("verify", path, "--format", "sarif")
    let log = try JSONValue(parsing: result.outputBytes)
    #expect(log["version"]?.text == "2.1.0")
    #expect(log["$schema"]?.text?.contains("sarif") == true)
    #expect(log["runs"]?.elements.count == 1)
    return try #require(log["runs"]?[0])
  }

  private func rows(_ path: String) throws -> [JSONValue] {
    try JSONValue.lines(ChildProcess.savescope("verify", path, "--format", "jsonl").output)
  }

  @Test(arguments: ["text-mode-transfer", "zeros-behind-pv-no-last", "cr3-out-of-range", "gdt-good-unused-frame"])
  func hasAResultForEachFinding(name: String) throws {
    let path = try #require(Fixtures.field.first { $0.name == name }).path
    let run = try run(path)
    let rows = try rows(path)
    let results = try #require(run["results"]?.elements)
    #expect(results.map { $0["ruleId"]?.text } == rows.map { $0["rule"]?.text })
    #expect(results.map { $0["level"]?.text } == rows.map { $0["severity"]?.text })
    #expect(results.map { $0["message"]?["text"]?.text } == rows.map { $0["message"]?.text })
    #expect(results.map { $0["properties"]?["checkpoint"] } == rows.map { $0["checkpoint"] })
    let regions = results.map { $0["locations"]?[0]?["physicalLocation"]?["region"] }
    #expect(regions.map { $0?["byteOffset"] } == rows.map { $0["offset"] })
    #expect(regions.allSatisfy { ($0?["byteLength"]?.integer).map { $0 >= 0 } ?? false })
  }

  @Test func theToolHasTheRulesThatResultsName() throws {
    let path = try #require(Fixtures.field.first { $0.name == "text-mode-transfer" }).path
    let run = try run(path)
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["name"]?.text == "savescope")
    let rules = try #require(driver["rules"]?.elements)
    #expect(!rules.isEmpty)
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] { #expect(rule[key]?["text"]?.text?.isEmpty == false) }
      let level = rule["defaultConfiguration"]?["level"]?.text
      #expect(["error", "warning", "note"].contains(level))
    }
    let results = try #require(run["results"]?.elements)
    #expect(!results.isEmpty)
    for result in results {
      let index = try #require(result["ruleIndex"]?.integer)
      #expect(rules.indices.contains(index) && rules[index]["id"] == result["ruleId"])
    }
  }

  @Test func theCaptureIsNamedByAURI() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/a b#ä%.bin"
    try FixtureFile.write(FixtureFile.bytes(Fixtures.sample("hvm-remus-cut.bin")), to: path)
    let location = try run(path)["results"]?[0]?["locations"]?[0]?["physicalLocation"]
    let uri = try #require(location?["artifactLocation"]?["uri"]?.text)
    #expect(uri.hasPrefix("file:///") && uri.hasSuffix("/a%20b%23%C3%A4%25.bin"))
  }
}
