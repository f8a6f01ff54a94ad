@_spi(Measuring) import SaveStream

/// What the guest's kernel knows of a page frame, in a line.
enum KernelFrameText {
  /// Empty where it knows nothing.
  static func words(for frame: KernelFrame, unicode: Bool) -> String {
    var parts: [String] = []
    if let address = frame.addresses?.direct { parts.append("\(NumberText.hex(address)) in the direct map") }
    if let address = frame.addresses?.image {
      let name = frame.symbol.map { ", \($0.text(unicode: unicode))" } ?? ""
      parts.append("\(NumberText.hex(address)) in the kernel's image\(name)")
    }
    var words = parts.isEmpty ? "" : "For the kernel " + parts.joined(separator: " and ")
    if let use = frame.use { words += (words.isEmpty ? "U" : "; u") + "sed as \(use.name)" }
    let owners = frame.owners.prefix(mostOwners).map { owner in
      "\(owner.name.escaped(unicode: unicode)) (\(owner.tgid))"
    }
    if !owners.isEmpty {
      let more = frame.owners.count > owners.count ? " and others" : ""
      words += ", of \(owners.joined(separator: ", "))\(more)"
    }
    return words
  }

  private static let mostOwners = 3
}
