import SaveStream

/// The second capture, with which the first is compared.
public struct OtherCapture {
  /// The path as it was given.
  public let path: String
  public let index: IndexSnapshot
  let memory: GuestMemory

  /// Takes a capture that has been indexed to its end, and who sent what in it.
  public init(capture: Capture, index: IndexSnapshot, sends: PageSends) {
    path = capture.path
    self.index = index
    memory = GuestMemory(capture: capture, index: index, sends: sends)
  }
}
