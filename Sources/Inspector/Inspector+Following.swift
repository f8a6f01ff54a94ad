import SaveStream

/// Following a capture that is still being written.
extension Inspector {
  mutating func follow(_ effects: inout [Effect]) { effects.append(.follow(!isFollowing)) }

  mutating func take(following isOn: Bool) {
    isFollowing = isOn
    let others = other.map { "; \(EscapedText.of($0.name, unicode: glyphs.isUnicode)) stays as it was read" } ?? ""
    message = Message(
      isOn
        ? "Following the capture\(others); \(keys.keyWord(of: .follow, in: current)) stops"
        : "Not following any more; what was read stays")
  }
}
