/// Puts words in ascending order by merging the ascending runs that are there, a slice at a time.
///
/// A sender scans its PFNs upwards, so that few and long runs are found. Linear in the words for each doubling of the
/// runs.
struct RunMerge: Sendable {
  private var words: ContiguousArray<UInt64>
  /// What the pass under way has merged.
  private var merged: ContiguousArray<UInt64> = []
  /// Where the runs of `words` begin; behind the last one their number, once all have been found.
  private var bounds: [Int] = [0]
  /// Where the runs of `merged` begin.
  private var mergedBounds: [Int] = []
  /// The first of the two runs that are being merged, and how far each of them is used.
  private var pair = 0
  private var left = 0
  private var right = 0
  /// The next word that is looked at for the end of a run; all have been when it is past the last.
  private var looked = 1

  init(_ words: ContiguousArray<UInt64>) { self.words = words }

  /// The words, in order once `step` has said so; no more memory is kept than they need.
  var ordered: ContiguousArray<UInt64> {
    var exact = ContiguousArray<UInt64>()
    exact.reserveCapacity(words.count)
    exact.append(contentsOf: words)
    return exact
  }

  /// Looks at as many words as `budget` says, and takes them from it. Returns whether all words are in order.
  mutating func step(_ budget: inout Int) -> Bool {
    findRuns(&budget)
    guard looked >= words.count else { return false }
    while bounds.count > 2 {
      guard budget > 0 else { return false }
      mergePair(&budget)
    }
    return true
  }

  private mutating func findRuns(_ budget: inout Int) {
    guard looked <= words.count else { return }
    let end = min(words.count, looked + max(budget, 0))
    while looked < end {
      if words[looked] < words[looked - 1] { bounds.append(looked) }
      looked += 1
      budget -= 1
    }
    guard looked >= words.count else { return }
    bounds.append(words.count)
    looked = words.count + 1
    if bounds.count > 2 { beginPass() }
  }

  private mutating func beginPass() {
    merged.removeAll(keepingCapacity: true)
    merged.reserveCapacity(words.count)
    mergedBounds = [0]
    pair = 0
    beginPair()
  }

  private mutating func beginPair() {
    left = bounds[pair]
    right = bounds[pair + 1]
  }

  /// Merges two runs, or copies the one that has no other, as far as the budget goes.
  private mutating func mergePair(_ budget: inout Int) {
    let middle = bounds[pair + 1]
    let end = pair + 2 < bounds.count ? bounds[pair + 2] : middle
    while budget > 0, left < middle || right < end {
      if right == end || left < middle && words[left] <= words[right] {
        merged.append(words[left])
        left += 1
      } else {
        merged.append(words[right])
        right += 1
      }
      budget -= 1
    }
    guard left == middle, right == end else { return }
    mergedBounds.append(end)
    pair += 2
    if pair + 1 < bounds.count {
      beginPair()
    } else {
      swap(&words, &merged)
      bounds = mergedBounds
      if bounds.count > 2 { beginPass() } else { merged = [] }
    }
  }
}
