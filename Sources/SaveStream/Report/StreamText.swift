/// The words for what a capture is.
public enum StreamText {
  /// What kind of stream it is, in a few words.
  public static func kind(of index: IndexSnapshot) -> String {
    guard let stream = index.stream else {
      return index.unreadContent.map { "\($0), recognised but not read yet" } ?? "none that can be read"
    }
    let remus =
      switch index.isCheckpointed {
      case true: index.checkpoints.contains(where: \.isCompressed) ? ", Remus with compression" : ", Remus"
      default: ""
      }
    return format(stream) + remus
  }

  private static func format(_ stream: StreamDescription) -> String {
    switch stream.format {
    case .legacy:
      "legacy libxc stream (Xen 3.x to 4.5)" + (stream.toolstackBits.map { " of a \($0)-bit toolstack" } ?? "")
    case .v2: "libxc v2 stream (Xen 4.6 to 4.13)"
    case .v3: "libxc v3 stream (Xen 4.14 and later)"
    }
  }

  /// The guest in a few words.
  public static func guest(_ stream: StreamDescription) -> String {
    let width = stream.guestBits.map { "\($0)-bit " } ?? ""
    let kind = stream.guest == .pv ? "PV" : "HVM"
    let slots = stream.p2mSize.map { ", \(NumberText.count($0, "PFN slot"))" } ?? ""
    return width + kind + slots
  }

  /// What an envelope is, by its kind.
  public static func envelope(_ kind: EnvelopeKind) -> String {
    switch kind {
    case .xl: "xl header (xl save)"
    case .xend: "xend record (xm save)"
    case .libvirt: "libvirt image (virsh save)"
    case .xapi: "XAPI image"
    case .xapiLegacy: "XAPI image, legacy form"
    case .libxl2: "libxl v2 stream"
    }
  }

  /// What a part behind the last checkpoint is.
  public static func trailing(_ kind: TrailingPart.Kind) -> String {
    switch kind {
    case .deviceModelRecord: "a device-model record that belongs to no checkpoint"
    case .handshake: "the handshake text of xl migrate"
    case .unknown: "bytes that belong to nothing known"
    }
  }

  /// From where a receiver or a backup could go on, in a sentence.
  public static func outcome(of index: IndexSnapshot) -> String {
    guard !index.checkpoints.isEmpty else { return "No checkpoint was found." }
    guard index.isCheckpointed == true || index.checkpoints.count > 1 else { return imageOutcome(of: index) }
    guard let last = index.lastCompleteCheckpoint else {
      return "No checkpoint is complete: there is nothing a receiver could have started."
    }
    let highest = index.checkpoints.count - 1
    let cut = highest > last ? "; \(highest) is not whole" : ""
    let complete =
      "Last complete checkpoint: \(last) (\(highest == 0 ? "the only one" : "there are 0 to \(highest)\(cut)"))."
    switch index.takeover {
    case nil: return complete + " No backup could have taken over: a receiver refuses what is in checkpoint 0."
    case last: return complete + " A backup could have taken over at checkpoint \(last)."
    case let takeover? where takeover == index.lastAppliedCheckpoint:
      return complete
        + " A backup could have taken over at checkpoint \(takeover) only: verify mode is never left, so a receiver ends "
        + "with checkpoint \(takeover)'s memory and checkpoint \(last)'s state."
    case let takeover?:
      return complete
        + " A backup could have taken over at checkpoint \(takeover) only: a receiver refuses what follows."
    }
  }

  private static func imageOutcome(of index: IndexSnapshot) -> String {
    switch (index.lastCompleteCheckpoint, index.takeover) {
    case (nil, _): "The one image is not whole (checkpoint 0): a receiver gives up on it."
    case (_, nil): "One image (checkpoint 0), and it is whole, but a receiver refuses it."
    default: "One image (checkpoint 0), and it is whole."
    }
  }
}
