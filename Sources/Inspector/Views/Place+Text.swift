/// Places as words of a file: what is still to be looked for has none, as it is never where one is.
extension Place {
  var text: String? {
    switch self {
    case .summary: "summary"
    case .node(let path): path.isEmpty ? nil : "node " + path.map(String.init).joined(separator: " ")
    case .bytes(let offset): "bytes \(offset)"
    case .pageRow(let row, let allEntries): "row \(row) \(allEntries ? 1 : 0)"
    case .checkpoint(let checkpoint): "checkpoint \(checkpoint)"
    case .map(let pfn, let checkpoint): "map \(pfn) \(checkpoint)"
    case .difference(let from, let to, let row): "difference \(from) \(to) \(row)"
    case .history(let pfn, let checkpoint): "history \(pfn) \(checkpoint)"
    case .finding(let finding): "finding \(finding)"
    case .guest(let checkpoint, let line): "guest \(checkpoint)" + (line.map { " \($0)" } ?? "")
    case .tree, .page, .pagesOfCheckpoint, .checkpointAlone, .sends, .memory, .row, .places, .help, .within: nil
    }
  }

  /// nil where the text names none.
  init?(text: String) {
    let words = text.split(separator: " ")
    guard let name = words.first else { return nil }
    let numbers = words.dropFirst().compactMap { UInt64($0) }
    guard numbers.count == words.count - 1 else { return nil }
    let small = numbers.map { Int(clamping: $0) }
    switch (name, numbers.count) {
    case ("summary", 0): self = .summary
    case ("node", 1...): self = .node(small)
    case ("bytes", 1): self = .bytes(numbers[0])
    case ("row", 2): self = .pageRow(numbers[0], allEntries: numbers[1] == 1)
    case ("checkpoint", 1): self = .checkpoint(small[0])
    case ("map", 2): self = .map(pfn: numbers[0], checkpoint: small[1])
    case ("difference", 3): self = .difference(from: small[0], to: small[1], row: small[2])
    case ("history", 2): self = .history(pfn: numbers[0], checkpoint: small[1])
    case ("finding", 1): self = .finding(small[0])
    case ("guest", 1): self = .guest(checkpoint: small[0], line: nil)
    case ("guest", 2): self = .guest(checkpoint: small[0], line: small[1])
    default: return nil
    }
  }
}
