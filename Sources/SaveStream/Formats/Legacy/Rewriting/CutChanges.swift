/// What a receiver made it necessary to leave out of a tail, or to change in it.
package struct CutChanges: Sendable, Equatable {
  /// What was left out, each kind once.
  package private(set) var leftOut: [String] = []
  /// What was shortened to what the receiver takes, each kind once.
  package private(set) var shortened: [String] = []
  /// vCPUs whose XSAVE state was left out although they had used more than x87 and SSE registers: what is in these
  /// others is lost.
  package internal(set) var vcpusThatLoseState = 0
  /// The signature that the device-model record got; nil where it is as it was.
  package internal(set) var deviceModelSignature: String?

  mutating func leaveOut(_ name: String) {
    if !leftOut.contains(name) { leftOut.append(name) }
  }

  mutating func shorten(_ name: String) {
    if !shortened.contains(name) { shortened.append(name) }
  }
}
