/// How far the content of a page can be relied on, while its sends are applied to it in the order of the stream.
struct PageStanding {
  private(set) var doubt: PageDoubt?
  /// The type of the last whole send; nil before there was one.
  private(set) var baseType: PageType?
  /// Whether a content that is missing came since.
  private var hasGap = false

  init() {}

  /// Goes on from a page that was kept.
  init(_ keyframe: KeyframeCache.Keyframe) {
    doubt = keyframe.doubt
    baseType = keyframe.baseType
  }

  /// Takes note of a content that has been applied, or could not be.
  mutating func take(_ found: FoundContent, _ type: PageType, isApplied: Bool) {
    if !isApplied {
      hasGap = true
    } else if found.isWhole {
      (doubt, baseType, hasGap) = (nil, type, false)
    } else {
      takeDelta(type)
    }
  }

  private mutating func takeDelta(_ type: PageType) {
    if hasGap { doubt = .sendMissing }
    hasGap = false
    if type.pageTableLevel != nil {
      doubt = .deltaOnPageTable
    } else if doubt == nil {
      doubt = baseType == nil ? .deltaWithoutBase : baseType?.pageTableLevel != nil ? .deltaOnPageTable : nil
    }
  }
}
