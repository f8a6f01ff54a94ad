@_spi(Measuring) import SaveStream

/// A place in the tree as users name it: a file offset, or a path of names.
enum TreePlace: Equatable {
  case offset(UInt64)
  case path(String)

  init(argument: String) {
    if let number = NumberArgument(argument: argument) {
      self = .offset(number.value)
    } else {
      self = .path(String(argument.drop { $0 == "/" }))
    }
  }

  /// The nodes from the root's child down to the place; empty for the root.
  /// - Throws: when there is no such place, saying what there is.
  func path(in tree: ChunkTree, of capture: Capture) throws -> [TreeNode] {
    switch self {
    case .offset(let offset):
      let path = tree.path(to: offset)
      guard !path.isEmpty else {
        throw ProgramFailure(
          "\(displayed(capture.path)): \(NumberText.hex(offset)) lies outside the capture; offsets from 0x0 to "
            + "\(NumberText.hex(max(tree.root.end, 1) - 1)) are allowed")
      }
      return path
    case .path(let text):
      guard let path = tree.nodes(at: text) else { throw Self.failure(at: text, in: tree, of: capture) }
      return path
    }
  }

  /// Says up to where the path leads, and what is there.
  private static func failure(at text: String, in tree: ChunkTree, of capture: Capture) -> ProgramFailure {
    let names = text.split(separator: "/")
    for count in (0..<names.count).reversed() {
      guard let path = tree.nodes(at: names[..<count].joined(separator: "/")) else { continue }
      return ProgramFailure(
        "\(displayed(capture.path)): there is no \(EscapedText.of(String(names[count]))) in \(place(path)); "
          + allowed(tree.children(of: path.last ?? tree.root)))
    }
    return ProgramFailure("\(displayed(capture.path)): there is no \(EscapedText.of(text))")
  }

  private static func place(_ path: [TreeNode]) -> String {
    path.isEmpty ? "the capture" : EscapedText.of(path.map(\.name).joined(separator: "/"))
  }

  private static func allowed(_ children: NodeList) -> String {
    guard children.count > 0 else { return "nothing lies inside it" }
    let names = (0..<min(children.count, 4)).map { EscapedText.of(children[$0].name) }.joined(separator: ", ")
    guard children.count > 4 else { return "there is \(names)" }
    return "there is \(names), … \(EscapedText.of(children[children.count - 1].name))"
  }
}
