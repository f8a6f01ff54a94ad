@_spi(Measuring) import SaveStream

/// What to say with memory of a damaged capture as of a checkpoint: what is missing of it, and which checkpoints had
/// the damage; nothing where it lies behind the checkpoint.
func salvageWarnings(of index: IndexSnapshot, upTo checkpoint: Int) -> [String] {
  guard index.isSalvaged else { return [] }
  let loss = SalvageLoss(of: index, upTo: checkpoint)
  guard !loss.isNothing else { return [] }
  var parts: [String] = []
  if loss.holes > 0 {
    parts.append(
      "\(NumberText.counted(loss.bytes, "byte")) in \(NumberText.counted(loss.holes, "hole")) that make no sense (room for "
        + "\(NumberText.counted(loss.mostPagesInHoles, "page")))")
  }
  if loss.lostPages > 0 { parts.append("\(NumberText.counted(loss.lostPages, "page content")) lost") }
  if loss.doubtfulPages > 0 {
    parts.append("\(NumberText.counted(loss.doubtfulPages, "page content")) perhaps out of step, or of other pages")
  }
  if loss.damagedEnvelopes > 0 {
    parts.append("an envelope whose header leads to no stream (left out of what is written)")
  }
  if loss.hasLostHeader { parts.append("the header of the stream lost") }
  if loss.corrections > 0 { parts.append("\(NumberText.counted(loss.corrections, "number")) guessed") }
  if parts.isEmpty { parts.append("chunks end elsewhere than they say") }
  var lines = ["warning: this is what could be salvaged: \(parts.joined(separator: "; "))"]
  if !loss.checkpoints.isEmpty {
    let (shown, rest) = (loss.checkpoints.prefix(mostCheckpoints), loss.checkpoints.dropFirst(mostCheckpoints).count)
    lines.append(
      "warning: damaged: checkpoint \(shown.map(String.init).joined(separator: ", "))"
        + (rest > 0 ? " and \(NumberText.grouped(rest)) more" : "") + " (savescope verify --salvage says where)")
  }
  return lines
}

/// Checkpoints that are named one by one.
private let mostCheckpoints = 16
