/// Why a place in a damaged stream is believed to be where it goes on, and how sure that is.
package struct PlaceSign: BitwiseCopyable, Sendable, Equatable {
  /// What stands there.
  enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// A batch; its count is that of its entries.
    case batch = 1
    /// Compressed data of so many bytes.
    case compressedData
    /// A VCPU_INFO of so many vCPUs.
    case vcpus
    case hvmTail
    case pvTail
    /// A chunk that other bytes may look like.
    case chunk
    /// A PAGE_DATA record; its count is that of its entries.
    case pageData
    /// Another record, of the type that the count is.
    case record
    /// Page deltas, so many of them.
    case deltas
    /// So many bytes of a magic, one of which has a bit wrong.
    case magic
    /// A magic of so many bytes.
    case wholeMagic
  }

  /// How sure it is, from least to most.
  package enum Certainty: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    /// Nothing better is known.
    case guess
    /// Few other bytes look like it.
    case likely
    /// What stands there, and behind it, can be nothing else.
    case certain

    /// As reports name it.
    package var word: String {
      switch self {
      case .guess: "guess"
      case .likely: "likely"
      case .certain: "certain"
      }
    }
  }

  let kind: Kind
  let count: UInt32
  package let certainty: Certainty

  init(_ kind: Kind, count: Int, _ certainty: Certainty) {
    self.kind = kind
    self.count = UInt32(clamping: count)
    self.certainty = certainty
  }

  // MARK: In a finding

  /// As a number of a finding: less than 2^48, and never 0.
  var packed: UInt64 { UInt64(kind.rawValue) | UInt64(certainty.rawValue) << 8 | UInt64(count) << 16 }

  /// nil of a number that is none.
  init?(packed: UInt64) {
    guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: packed)),
      let certainty = Certainty(rawValue: UInt8(truncatingIfNeeded: packed >> 8))
    else { return nil }
    self.init(kind, count: Int(clamping: packed >> 16), certainty)
  }

  // MARK: Words

  /// Why it is believed, in words.
  package var reason: String {
    switch kind {
    case .batch: "a batch of \(counted("plausible PFN")) in order, and another chunk behind it"
    case .compressedData: "compressed data of \(counted("byte")) whose page deltas decode"
    case .vcpus: "a VCPU_INFO of \(counted("vCPU")), and another chunk behind it"
    case .hvmTail: "an END, and behind it an HVM context by its magic"
    case .pvTail: "an END, and behind it a tail whose PFNs and registers are a PV guest's"
    case .chunk: "a chunk of a known id, and chunks behind it up to one that is beyond doubt"
    case .pageData: "a PAGE_DATA record, whose PFNs are plausible and whose length fits them (\(counted("entry")))"
    case .record: "a record, \(recordName), with the length and content that it must have"
    case .deltas: "\(counted("page delta")) that decode to the end of the body"
    case .wholeMagic: "its magic of \(counted("byte"))"
    case .magic: "all other bits of \(counted("byte")) of a magic"
    }
  }

  /// Certainty and reason, in words.
  var words: String { "\(certainty == .guess ? "a guess" : certainty.word): \(reason)" }

  private var recordName: String { RecordNames.name(UInt64(count), in: RecordNames.libxc) ?? "known" }

  private func counted(_ noun: String) -> String { NumberText.counted(count, noun) }
}

extension Finding {
  /// Why the place where the stream goes on is believed, or a number is taken for another one; nil of findings that
  /// tell of nothing found again.
  package var sign: PlaceSign? {
    switch rule {
    case .streamDamaged: PlaceSign(packed: limit)
    case .wordCorrected: PlaceSign(packed: subject)
    case .pagesShifted: PlaceSign(packed: subject >> 1)
    case .deltasLost:
      PlaceSign(.deltas, count: Int(clamping: limit), limit >= 16 ? .certain : limit >= 4 ? .likely : .guess)
    default: nil
    }
  }
}
