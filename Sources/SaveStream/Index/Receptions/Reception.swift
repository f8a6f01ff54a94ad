/// What some receivers do where they meet something in a stream, and what they log.
package struct Reception: Sendable {
  /// What a receiver does.
  package enum Action: Sendable, Equatable, CaseIterable {
    /// Goes on.
    case takes
    /// Waits a second for another checkpoint, and starts without it.
    case waits
    /// Refuses the file or stream before there is a domain.
    case rejects
    /// Gives up reading: the domain is destroyed, but where a checkpoint before is whole, from which it starts.
    case givesUp
    /// Fails while it applies what it has read: the domain is destroyed, whatever came before.
    case fails
    /// Fails when the guest is to start: only where the checkpoint is the one to start from.
    case failsAtStart
    /// Starts the guest with the memory of one checkpoint and the state of another.
    case mixes
    /// Starts from this checkpoint, and reads nothing behind it.
    case commits
  }

  /// Who does so.
  package let receivers: ReceiverRange
  /// The guests of which it holds; nil for all.
  package let guest: GuestKind?
  package let action: Action
  /// What is logged; nil where nothing is, or the rule's own words tell.
  package let log: LogLine?
  /// The same for one finding, with its numbers; nil where the line has none that are known.
  package let lineFor: (@Sendable (Finding) -> String)?
  /// Where that is: file and function, and the release where it is not that of the receivers.
  package let source: String

  init(
    _ receivers: ReceiverRange, _ action: Action, of guest: GuestKind? = nil, _ log: LogLine? = nil,
    source: String = "", lineFor: (@Sendable (Finding) -> String)? = nil
  ) {
    self.receivers = receivers
    self.guest = guest
    self.action = action
    self.log = log
    self.lineFor = lineFor
    self.source = source
  }
}

extension Reception.Action {
  /// What it does, as what goes on after a receiver's name in the manual.
  package var words: String {
    switch self {
    case .takes: "takes it"
    case .waits: "waits a second for another checkpoint, then starts the guest"
    case .rejects: "refuses it before there is a domain"
    case .givesUp: "gives up, or starts from the checkpoint before"
    case .fails: "destroys the domain"
    case .failsAtStart: "destroys the domain if it is to start from there"
    case .mixes: "starts the guest with the memory of one checkpoint and the state of another"
    case .commits: "starts from this checkpoint and leaves the rest"
    }
  }
}
