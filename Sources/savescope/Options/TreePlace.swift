import SaveStream

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
      return try path(named: text, in: tree, of: capture)
    }
  }

  private func path(named text: String, in tree: ChunkTree, of capture: Capture) throws -> [TreeNode] {
    var path: [TreeNode] = []
    for name in text.split(separator: "/") {
      let parent = path.last ?? tree.root
      let children = tree.children(of: parent)
      guard let child = Self.child(named: name, of: children) else {
        throw ProgramFailure(
          "\(displayed(capture.path)): there is no \(EscapedText.string(String(name))) in \(Self.place(path)); "
            + Self.allowed(children))
      }
      path.append(child)
    }
    return path
  }

  /// `entry[5]` is nearly always the sixth child: it is tried first, so that a million of them need not be made.
  private static func child(named name: Substring, of children: NodeList) -> TreeNode? {
    if let bracket = name.lastIndex(of: "["), name.hasSuffix("]"),
      let position = Int(name[bracket...].dropFirst().dropLast()), position >= 0, position < children.count,
      children[position].name == name
    {
      return children[position]
    }
    return (0..<children.count).lazy.map { children[$0] }.first { $0.name == name }
  }

  private static func place(_ path: [TreeNode]) -> String {
    path.isEmpty ? "the capture" : EscapedText.string(path.map(\.name).joined(separator: "/"))
  }

  private static func allowed(_ children: NodeList) -> String {
    guard children.count > 0 else { return "nothing lies inside it" }
    let names = (0..<min(children.count, 4)).map { EscapedText.string(children[$0].name) }.joined(separator: ", ")
    guard children.count > 4 else { return "there is \(names)" }
    return "there is \(names), … \(EscapedText.string(children[children.count - 1].name))"
  }
}
