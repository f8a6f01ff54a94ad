@_spi(Measuring) import SaveStream

/// Bytes as such: copied, or written to a file.
extension Inspector {
  /// The range that is selected in the view that is shown.
  var selectedBytes: ByteSource? { view(current)?.selectedBytes(scene) }

  /// What a file that holds bytes and nothing else is written of.
  private var exportedBytes: ByteSource? { selectedBytes ?? view(current)?.shownBytes(scene) }

  /// The file that is suggested for a range.
  var suggestedByteFile: String? { selectedBytes.map { suggested("\($0.name).bin", checkpoint: nil) } }

  /// The form in which a file of bytes is written; nil where its name is that of a report. With a range every file is
  /// one of bytes.
  func byteForm(of file: String) -> ByteForm? {
    let form = ByteForm(endingOf: file)
    if selectedBytes != nil { return form ?? .raw }
    return form?.isOfBytesOnly == true ? form : nil
  }

  /// What is said while the name of such a file is typed.
  func words(of form: ByteForm) -> String {
    guard let source = exportedBytes else { return Self.noBytes }
    return "Writes \(source.words) as \(form.words)"
  }

  /// Writes bytes to a file; the refusal in words when that cannot be.
  mutating func enterExport(
    _ file: String, as form: ByteForm, replaces: Bool, _ effects: inout [Effect]
  ) -> String? {
    guard let source = exportedBytes else { return Self.noBytes }
    guard source.count <= ByteSource.most else {
      return "\(NumberText.size(source.count, settings.units)) are more than the "
        + "\(NumberText.size(ByteSource.most, settings.units)) that are written at once"
    }
    effects.append(
      .takeOut(ByteRequest(source: source, form: form, destination: .file(file, replaces: replaces))))
    endRange(&effects)
    return nil
  }

  /// Copies bytes in the form that a key names.
  mutating func copy(_ source: ByteSource, _ key: Key, _ effects: inout [Effect]) {
    guard case .character(let letter) = key, let form = ByteForm.allCases.first(where: { $0.key == letter }) else {
      if key != .escape { message = Message("\(key.name) is no form; nothing was copied") }
      return
    }
    if let refusal = source.refusalToCopy(settings.units) {
      message = Message(refusal)
      return
    }
    effects.append(.takeOut(ByteRequest(source: source, form: form, destination: .clipboard)))
    endRange(&effects)
  }

  private mutating func endRange(_ effects: inout [Effect]) {
    withView(current, &effects) { view, scene in _ = view.giveUpSelection(&scene) }
  }

  /// Replaces a file, or leaves it.
  mutating func replace(_ request: FileRequest, _ key: Key, _ effects: inout [Effect]) {
    guard key == .character("y") || key == .character("Y") else {
      message = Message("\(shown(request.file)) stays as it is")
      return
    }
    switch request.replacing {
    case .report(let request):
      exporting = ExportState(file: request.file)
      effects.append(.export(request))
    case .bytes(let request): effects.append(.takeOut(request))
    }
  }

  private static let noBytes = "That ending is for bytes, and there are none here: go to a page, a node or a range (V)"
}
