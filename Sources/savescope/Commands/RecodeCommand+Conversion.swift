@_spi(Measuring) import SaveStream

/// `savescope recode FILE --to v3 -o OUT`.
extension RecodeCommand {
  func convert(_ indexed: IndexedCapture) throws {
    let (capture, index) = (indexed.capture, indexed.index)
    do {
      let conversion = try LegacyConversion(of: GuestMemory(capture: capture, index: index))
      let file = try destination.file()
      let outcome = try write(conversion, to: file)
      try file.finish()
      for line in Self.lines(of: outcome, of: conversion, isQuiet: shown.quiet) {
        FileWriter.standardError.say("savescope: \(displayed(capture.path)): \(line)\n")
      }
    } catch let failure as LegacyConversion.Failure {
      throw ProgramFailure("\(displayed(capture.path)): \(Self.words(for: failure))")
    } catch let failure as CheckpointCut.Failure {
      throw ProgramFailure("\(displayed(capture.path)): \(Self.words(for: failure))")
    }
  }

  private func write(_ conversion: LegacyConversion, to file: OutputFile) throws -> LegacyConversion.Outcome {
    var sink = file.output
    guard shown.showsProgress else { return try conversion.write(to: &sink) }
    let progress = WritingProgress(pageCount: try conversion.pageCount)
    defer { progress.end() }
    return try conversion.write(to: &sink) { progress.show(pages: $0) }
  }

  private static func words(for failure: LegacyConversion.Failure) -> String {
    switch failure {
    case .noLegacyStream: "holds no legacy stream; cut writes one image of a checkpoint of a newer one"
    case .nothingComplete: "not even checkpoint 0 is complete; savescope verify says what is missing"
    case .partTooLong(let offset): "\(NumberText.hex(offset)): does not fit into a record of a newer stream"
    }
  }

  private static func words(for failure: CheckpointCut.Failure) -> String {
    guard case .unreadableChunk(let offset) = failure else { return words(for: .nothingComplete) }
    return
      "\(NumberText.hex(offset)): a chunk cannot be read, so the stream cannot be converted; savescope verify says why"
  }

  // MARK: What was written

  /// What was written and, even when nothing else is to be said, what was left out that somebody may miss.
  private static func lines(
    of outcome: LegacyConversion.Outcome, of conversion: LegacyConversion, isQuiet: Bool
  ) -> [String] {
    let index = conversion.memory.index
    var lines: [String] = []
    if !isQuiet {
      lines.append(
        "wrote checkpoint \(conversion.checkpoint) as \(words(for: outcome.form)): "
          + "\(NumberText.counted(outcome.pages, "page")), \(NumberText.grouped(outcome.resolvedPages)) of them from "
          + "compressed data")
      if !outcome.layersLeftOut.isEmpty {
        let names = outcome.layersLeftOut.map(\.rawValue).joined(separator: ", ")
        lines.append("left out the envelope: \(names); what it says of the guest is for the receiver's configuration")
      }
      if outcome.brokenPages > 0 {
        lines.append(
          "left out \(NumberText.counted(outcome.brokenPages, "page")) that the hardware had lost (BROKEN)")
      }
      if let warning = doubtfulPagesWarning(outcome.doubtfulPages) { lines.append(warning) }
      if let warning = index.takeoverWarning(for: conversion.checkpoint) { lines.append(warning) }
    }
    if !outcome.chunksLeftOut.isEmpty {
      let names = outcome.chunksLeftOut.joined(separator: ", ")
      lines.append(
        "warning: left out transcendent memory (\(names)): no stream since Xen 4.6 has a place for it, and the guest "
          + "loses what it kept there")
    }
    if conversion.checkpoint + 1 < index.checkpoints.count {
      let bytes = conversion.memory.capture.size - index.checkpoints[conversion.checkpoint].end
      lines.append(
        "left out what begins with checkpoint \(conversion.checkpoint + 1), \(NumberText.counted(bytes, "byte")): it is "
          + "cut or damaged; savescope verify says how")
    }
    return lines
  }

  private static func words(for form: ConvertedForm) -> String {
    switch form {
    case .libxc: "a libxc v3 stream"
    case .libxl: "a libxl v2 stream"
    case .xl: "an xl file"
    case .libvirt: "a libvirt save image"
    }
  }
}
