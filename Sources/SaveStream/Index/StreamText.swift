/// The words for what a capture is.
package enum StreamText {
  /// What kind of stream it is: `legacy libxc save stream (Xen 3.x to 4.5), written by a 64-bit toolstack`.
  package static func kind(of stream: StreamDescription) -> String {
    let toolstack = stream.toolstackBits.map { ", written by a \($0)-bit toolstack" } ?? ""
    return stream.format.words + toolstack
  }

  /// What kind of stream a capture holds, and whether it is that of a Remus run.
  package static func kind(of index: IndexSnapshot) -> String {
    guard let stream = index.stream else {
      return index.unreadContent.map { "\($0.name), recognised but not read" } ?? "none that can be read"
    }
    guard index.isCheckpointed == true else { return kind(of: stream) }
    return kind(of: stream)
      + (index.checkpoints.contains(where: \.isCompressed) ? ", Remus with compression" : ", Remus")
  }

  /// The same as the kind, and the guest, as short as a title line wants it.
  package static func short(_ stream: StreamDescription) -> String {
    shortest(stream) + (stream.toolstackBits.map { ", \($0)-bit toolstack" } ?? "")
  }

  /// Format and guest only.
  package static func shortest(_ stream: StreamDescription) -> String {
    let guest = stream.guest == .hvm ? "HVM" : "PV" + (stream.guestBits.map { " \($0)-bit" } ?? "")
    return "\(stream.format.name) \(guest)"
  }

  /// The kind of guest: `64-bit PV guest`.
  package static func guest(of stream: StreamDescription) -> String {
    switch stream.guest {
    case .hvm: "HVM guest"
    case .pv: "\(stream.guestBits.map { "\($0)-bit " } ?? "")PV guest"
    }
  }

  /// What the target must have free for the guest's memory, and how far its PFNs reach; nil where no page is known.
  package static func memory(of index: IndexSnapshot, _ units: SizeUnits = .binary) -> String? {
    let pages = index.populated
    var parts: [String] = []
    if pages.count > 0 {
      let least = pages.isAtLeast ? "at least " : ""
      parts.append(
        "the target needs \(least)\(NumberText.size(pages.byteCount, units)) free"
          + " (\(NumberText.counted(pages.count, "page")))")
    }
    if let p2mSize = index.stream?.p2mSize {
      parts.append("p2m_size \(NumberText.grouped(p2mSize))")
    } else if let highest = pages.highestPFN {
      parts.append("highest PFN \(NumberText.hex(highest))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// What an envelope is, by its kind.
  package static func envelope(_ kind: Layer.Kind) -> String {
    switch kind {
    case .xl: "xl header (xl save)"
    case .tap: "what the receiver of an xl migration says"
    case .xend: "xend record (xm save)"
    case .libvirt: "libvirt image (virsh save)"
    case .xapi: "XAPI image"
    case .xapiLegacy: "XAPI image, legacy form"
    case .libxl2: "libxl v2 stream"
    case .stream: "libxc stream"
    }
  }

  /// What a part behind the last checkpoint is.
  package static func trailing(_ kind: TrailingPart.Kind) -> String {
    switch kind {
    case .deviceModelRecord: "a device-model record that belongs to no checkpoint"
    case .handshake: "the handshake text of xl migrate"
    case .unknown: "bytes that belong to nothing known"
    }
  }
}

/// Why there is nothing of a guest to show.
extension StreamText {
  /// Why no view and no command has anything to say of a guest, as what goes on after "the capture": nil where there is
  /// a stream, or may still come one.
  package static func missingStream(of index: IndexSnapshot) -> String? {
    guard index.stream == nil else { return nil }
    if let content = index.unreadContent {
      return "holds \(content.part.rawValue), which \(content.writerAndReader); savescope does not read it"
    }
    return index.isFinished ? "holds no stream that can be read; the findings say why, the tree shows its bytes" : nil
  }

  /// The same as a sentence.
  package static func missingStreamSentence(of index: IndexSnapshot) -> String? {
    missingStream(of: index).map { "It \($0)." }
  }
}

/// How whole and how sound a capture is.
extension StreamText {
  /// Whether it is whole, and up to where a backup could have taken over: a sentence or two.
  package static func soundness(of index: IndexSnapshot) -> [String] {
    let count = index.checkpoints.count
    guard count > 0 else { return [index.isFinished ? "It holds no checkpoint." : "No checkpoint has been read yet."] }
    let read = NumberText.counted(count, "checkpoint") + (index.isFinished ? "" : " so far")
    guard let last = index.lastCompleteCheckpoint else {
      let why = index.isFinished ? "none of them complete: nothing can start from it" : "not read to its end yet"
      return ["\(read), \(why)."]
    }
    if count == 1, index.isCheckpointed != true {
      let whole = "One image, complete: a receiver can start from it."
      return [
        index.takeover == 0 ? whole : "One image, complete, but a receiver could not start from it: see the findings."
      ]
    }
    // Only in what was found again is one behind which others are complete.
    let incomplete = index.isSalvaged ? index.checkpoints.prefix(last).count { !$0.isComplete } : 0
    let whole = incomplete == 0 ? "all complete" : "all but \(incomplete) complete"
    let rest = last == count - 1 ? whole : "the last complete one is \(last)"
    return [
      "\(read) (0 to \(count - 1)), \(rest).",
      index.takeover.map { "A backup could take over from checkpoint \($0)." }
        ?? "A backup could take over from none of them.",
    ] + verifyMode(in: index)
  }

  /// What verify mode does to the checkpoints behind it.
  private static func verifyMode(in index: IndexSnapshot) -> [String] {
    guard let kept = index.lastAppliedCheckpoint, kept == index.takeover, let last = index.lastCompleteCheckpoint else {
      return []
    }
    return [
      "Verify mode is never left: a receiver ends with checkpoint \(kept)'s memory and checkpoint \(last)'s state."
    ]
  }

  /// What it means that no finding was made while a capture was read: some things are looked for in a second pass only.
  package static func noFindings(of index: IndexSnapshot) -> String {
    index.notLookedAt.isEmpty
      ? "None: the stream is sound" + (index.judges.map { " for \($0)." } ?? ".")
      : "None found while reading; savescope verify also looks at \(index.notLookedAt.text)."
  }

  /// Whether a capture is sound, and for whom, in a few words: `sound for Xen 4.5, with 2 notes`,
  /// `not sound for Xen 4.14 or later: 1 error, 3 warnings`.
  package static func verdict(on index: IndexSnapshot) -> String {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = index.findingCounts[severity] ?? 0
      return count == 0 ? nil : NumberText.counted(count, severity.rawValue)
    }
    let list = counts.joined(separator: ", ")
    if (index.findingCounts[.error] ?? 0) + (index.findingCounts[.warning] ?? 0) > 0 {
      return "not sound\(index.judges.map { " for \($0)" } ?? ""): \(list)"
    }
    let sound = "sound" + (index.soundFor.map { " for \($0)" } ?? "")
    return counts.isEmpty ? sound : "\(sound), with \(list)"
  }
}
