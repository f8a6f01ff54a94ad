/// Following a capture that is still being written.
extension Inspector {
  mutating func follow(_ effects: inout [Effect]) { effects.append(.follow(!isFollowing)) }

  mutating func take(following isOn: Bool) {
    isFollowing = isOn
    message = Message(
      isOn
        ? "Following the capture; \(keys.keyWord(of: .follow, in: current)) stops"
        : "Not following any more; what was read stays")
  }
}
